"""Bring a sparse matrix to a few dense dimensions: by its singular vectors (LSA), or by a random projection."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Reduce = Literal["none", "lsa", "gaussian", "sparse"]
SPARE = 10  # dimensions more than asked for while the range is found, as scikit-learn takes
BLOCK = 1 << 24  # multiplications between two reports
PAIRS = 2000
EPSILONS = (0.1, 0.2, 0.5)


@dataclass(frozen=True, kw_only=True)
class Singular:
    """The largest singular values, descending, and their right vectors, m × k, float32."""

    values: DoubleArray
    vectors: FloatArray


def singular_vectors(matrix: "csr_matrix", count: int, *, seed: int, iterations: int, report: Report) -> Singular:
    """A randomised SVD (Halko, Martinsson & Tropp 2011, algorithm 4.4 with LU between the power iterations).

    The same draws and the same steps as scikit-learn's TruncatedSVD, so the same result up to rounding and sign.
    Columns without a singular value are left out: there are fewer than `count` where the matrix has a lower rank.
    """
    from scipy.linalg import svd
    from threadpoolctl import threadpool_limits

    wide = matrix.shape[0] < matrix.shape[1]
    tall = _float32(matrix.T if wide else matrix)
    with threadpool_limits(1, "blas"):  # matrices this narrow are slower on several, and the digits would depend on it
        basis = _range(tall, count + SPARE, seed, iterations, report)
        inner, values, outer = svd(product(_float32(tall.T), basis).T, full_matrices=False, check_finite=False)
    kept = min(count, int((values > values[:1] * 1e-5).sum()))
    right = basis @ inner[:, :kept] if wide else outer[:kept].T
    return Singular(values=values[:kept].astype(np.float64), vectors=np.asarray(right * _signs(right), np.float32))


def explained(matrix: "csr_matrix", projected: FloatArray) -> DoubleArray:
    """Each dimension's share of the variance of all columns of the matrix, as scikit-learn counts it."""
    mean = np.asarray(matrix.mean(axis=0), np.float64).ravel()
    whole = float((matrix.data.astype(np.float64) ** 2).sum() / matrix.shape[0] - (mean**2).sum())
    return np.asarray(projected.var(axis=0, dtype=np.float64) / max(whole, np.finfo(np.float64).tiny), np.float64)


def _range(tall: "csr_matrix", size: int, seed: int, iterations: int, report: Report) -> FloatArray:
    """An orthonormal basis of what the matrix does to random vectors, after some power iterations."""
    from scipy.linalg import lu, qr
    from sklearn.utils import check_random_state

    basis = check_random_state(seed).normal(size=(tall.shape[1], size)).astype(np.float32)
    even = partial(lu, permute_l=True, check_finite=False) if iterations > 2 else lambda found: (found,)
    flat = _float32(tall.T)
    for turn in range(iterations):
        text = f"Finding singular vectors, iteration {turn + 1} of {iterations}"
        report(turn / (iterations + 1), text)
        basis = even(product(tall, basis, report, (turn / (iterations + 1), text)))[0]
        basis = even(product(flat, basis, report, (turn / (iterations + 1), text)))[0]
    text = "Finding singular vectors"
    report(iterations / (iterations + 1), text)
    answer: FloatArray = qr(
        product(tall, basis, report, (iterations / (iterations + 1), text)), mode="economic", check_finite=False
    )[0]
    return answer


def product(
    matrix: "csr_matrix", dense: npt.NDArray[Any], report: Report = ignore, said: tuple[float, str] = (0.0, "")
) -> npt.NDArray[Any]:
    """Sparse times dense, in blocks of rows between which `report` repeats what was said, so that it can be stopped."""
    rows = matrix.shape[0]
    answer = np.empty((rows, dense.shape[1]), np.result_type(matrix.dtype, dense.dtype))
    step = max(1, int(rows * BLOCK / max(1, matrix.nnz * dense.shape[1])))
    for start in range(0, rows, step):
        if said[1]:
            report(*said)
        answer[start : start + step] = matrix[start : start + step] @ dense
    return answer


def random_directions(reduce: Reduce, shape: tuple[int, int], dimensions: int, seed: int) -> Any:
    """columns × dimensions: what scikit-learn draws for a Gaussian or a sparse random projection of such a matrix."""
    from scipy.sparse import csr_matrix
    from sklearn.random_projection import GaussianRandomProjection, SparseRandomProjection

    kind = GaussianRandomProjection if reduce == "gaussian" else SparseRandomProjection
    drawn = kind(n_components=dimensions, random_state=seed).fit(csr_matrix(shape)).components_
    return np.ascontiguousarray(drawn.T) if reduce == "gaussian" else drawn.T.tocsr()


def distortion_promised(rows: int, dimensions: int) -> float | None:
    """The least eps in (0, 1) for which so many dimensions are enough; None where none is promised.

    dimensions ≥ 4 ln(rows) / (eps²/2 − eps³/3) (Dasgupta & Gupta 2003, theorem 2.1).
    """
    needed = 4 * np.log(rows) / max(dimensions, 1)
    if needed >= 1 / 6:  # what the right side is for eps = 1
        return None
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if middle**2 / 2 - middle**3 / 3 >= needed else (middle, high)
    return high


def projection_notes(matrix: "csr_matrix", vectors: FloatArray, seed: int) -> tuple[str, ...]:
    """What the lemma promises of the distances, and what was measured on some pairs of rows."""
    from sklearn.random_projection import johnson_lindenstrauss_min_dim

    rows, dimensions = vectors.shape
    if rows < 2:
        return ()
    bounds = [f"{johnson_lindenstrauss_min_dim(rows, eps=eps):,} dimensions for ±{eps:.0%}" for eps in EPSILONS]
    promised = distortion_promised(rows, dimensions)
    what = "promise nothing for every pair" if promised is None else f"promise ±{promised:.0%}"
    bound = f"Johnson–Lindenstrauss bound on squared distances of {rows:,} rows: {', '.join(bounds)}"
    return (f"{bound}; {dimensions:,} dimensions {what}.", *_measured(matrix, vectors, seed))


def _measured(matrix: "csr_matrix", vectors: FloatArray, seed: int) -> tuple[str, ...]:
    pairs = np.random.default_rng(seed).integers(0, len(vectors), (PAIRS, 2))
    left, right = pairs[pairs[:, 0] != pairs[:, 1]].T
    apart = matrix[left] - matrix[right]
    before = np.asarray(apart.multiply(apart).sum(axis=1)).ravel()
    after = ((vectors[left] - vectors[right]).astype(np.float64) ** 2).sum(axis=1)
    off = np.abs(after[before > 0] / before[before > 0] - 1)
    if not len(off):
        return ()
    worst, usual = f"{off.max():.0%}", f"{np.median(off):.1%}"
    return (f"Of {len(off):,} random pairs the squared distance is off by {usual} at the median, {worst} at most.",)


def _signs(right: FloatArray) -> FloatArray:
    """The largest number of each singular vector is positive, so that it does not depend on the library."""
    largest = np.abs(right).argmax(axis=0)
    return np.asarray(np.where(right[largest, np.arange(right.shape[1])] < 0, -1, 1), np.float32)


def _float32(matrix: "csr_matrix") -> "csr_matrix":
    return matrix.tocsr().astype(np.float32)
