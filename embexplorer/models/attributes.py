"""The smallest model that learns an embedding: a subject's vector, through one linear layer, says its attribute."""

import torch  # noqa: TID253  this room is torch; it is imported inside `run`


class SubjectAttribute(torch.nn.Module):  # type: ignore[misc]  # torch has no types here
    """Of “X is Y” every X has a vector, every Y a row of the linear layer; their products are the logits."""

    def __init__(self, subjects: int, attributes: int, dimensions: int, random: torch.Generator | None = None) -> None:
        super().__init__()
        self.embedding = torch.nn.Embedding(subjects, dimensions)
        self.linear = torch.nn.Linear(dimensions, attributes)
        with torch.no_grad():
            for table in (self.embedding.weight, self.linear.weight):
                table.normal_(0, 0.1, generator=random)
            self.linear.bias.zero_()

    def forward(self, subjects: torch.Tensor) -> torch.Tensor:
        """The logits of all attributes for m subjects, m × attributes."""
        logits: torch.Tensor = self.linear(self.embedding(subjects))
        return logits
