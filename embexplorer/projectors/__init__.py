"""Steps that lay a space out in two or more coordinates: PCA, t-SNE, UMAP."""
