"""Eight pixels of a row at once, for compiled functions: numba leaves it to LLVM whether a loop is done that way, and
LLVM takes a symbol's few pixels for too few.

Lanes are `COUNT` numbers in single precision, side by side. LLVM turns them into what the machine has, however wide
that is. What is done to them is built of LLVM's own instructions, by numba's interface for extensions.
"""

from collections.abc import Callable

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

COUNT = 8
FLOATS = ir.VectorType(ir.FloatType(), COUNT)
WHOLES = ir.VectorType(ir.IntType(32), COUNT)
FUSED = ("contract",)  # a product and a sum may be rounded once rather than twice
NONE = -1  # of an array that is raised
BYTES = 4  # of one number; arrays begin where they like


class LanesType(types.Type):
    """The type to the compiler."""

    def __init__(self) -> None:
        super().__init__(name="lanes")


lanes = LanesType()


@register_model(LanesType)
class _Lanes(models.PrimitiveModel):
    def __init__(self, manager: object, of: types.Type) -> None:
        super().__init__(manager, of, FLOATS)


Build = Callable[[ir.IRBuilder, list[ir.Value]], ir.Value]


def _made(arguments: tuple[types.Type, ...], build: Build) -> tuple[object, Callable[..., ir.Value]]:
    return lanes(*arguments), lambda context, builder, signature, values: build(builder, values)


def _spread(builder: ir.IRBuilder, value: ir.Value, of: ir.VectorType) -> ir.Value:
    one = builder.insert_element(ir.Constant(of, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(one, one, ir.Constant(WHOLES, [0] * COUNT))


@intrinsic
def counting(typing):
    """0, 1, … 7."""
    return _made((), lambda builder, values: ir.Constant(FLOATS, [float(k) for k in range(COUNT)]))


@intrinsic
def spread(typing, value):
    """One number in all of them."""
    return _made((types.float32,), lambda builder, values: _spread(builder, values[0], FLOATS))


@intrinsic
def plus(typing, a, b):
    """a + b."""
    return _made((lanes, lanes), lambda builder, values: builder.fadd(*values, flags=FUSED))


@intrinsic
def minus(typing, a, b):
    """a − b."""
    return _made((lanes, lanes), lambda builder, values: builder.fsub(*values, flags=FUSED))


@intrinsic
def times(typing, a, b):
    """a · b."""
    return _made((lanes, lanes), lambda builder, values: builder.fmul(*values, flags=FUSED))


@intrinsic
def lower(typing, a, b):
    """The lesser of each two."""
    return _made((lanes, lanes), lambda builder, values: _chosen(builder, "<", *values))


@intrinsic
def higher(typing, a, b):
    """The greater of each two."""
    return _made((lanes, lanes), lambda builder, values: _chosen(builder, ">", *values))


def _chosen(builder: ir.IRBuilder, how: str, a: ir.Value, b: ir.Value) -> ir.Value:
    return builder.select(builder.fcmp_ordered(how, a, b), a, b)


@intrinsic
def multiply_at(typing, array, place, values):
    """Multiply some numbers of a float32 array, from this place on."""

    def build(context, builder, signature, given):
        where = _pointer(context, builder, signature.args[0], given[0], given[1], FLOATS)
        builder.store(builder.fmul(builder.load(where, align=BYTES), given[2]), where, align=BYTES)
        return context.get_dummy_value()

    return types.void(array, types.uint64, lanes), build


@intrinsic
def raise_at(typing, array, place, rank, values, bound):
    """Raise those of some numbers of an int32 array to `rank`, if they are lower, whose value is above the bound."""

    def build(context, builder, signature, given):
        where = _pointer(context, builder, signature.args[0], given[0], given[1], WHOLES)
        known, rank = builder.load(where, align=BYTES), _spread(builder, given[2], WHOLES)
        above = builder.fcmp_ordered(">", given[3], _spread(builder, given[4], FLOATS))
        offered = builder.select(above, rank, ir.Constant(WHOLES, [NONE] * COUNT))
        most = builder.select(builder.icmp_signed(">", offered, known), offered, known)
        builder.store(most, where, align=BYTES)  # all: to store some takes longer, and so does loading them next
        return context.get_dummy_value()

    return types.void(array, types.uint64, types.int32, lanes, types.float32), build


def _pointer(context, builder, of, array, place, to):
    data = context.make_array(of)(context, builder, array).data
    return builder.bitcast(cgutils.gep_inbounds(builder, data, place), to.as_pointer())
