"""How far a map can be trusted, shown on it: what a point keeps of its neighbours, and what lies between clusters."""
