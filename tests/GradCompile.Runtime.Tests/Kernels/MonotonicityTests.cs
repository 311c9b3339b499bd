namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>
/// From one float to the next a rising function may not fall. Checked for runs of neighbours over all exponents, and without a
/// gap where the argument's reduction changes over.
/// </summary>
public sealed class MonotonicityTests
{
    [Theory]
    [InlineData("Exp", 0)]
    [InlineData("Expm1", 0)]
    [InlineData("Log", 0)]
    [InlineData("Tanh", 0)]
    [InlineData("Erf", 0)]
    [InlineData("Log1p", 1)]
    [InlineData("Sigmoid", 1)]
    [InlineData("Softplus", 1)]
    public void Neighbours_do_not_fall_by_more_than(string name, int units)
    {
        Func<float, float> function = name switch
        {
            "Exp" => VectorMath.Exp, "Expm1" => VectorMath.Expm1, "Log" => VectorMath.Log, "Tanh" => VectorMath.Tanh,
            "Erf" => VectorMath.Erf, "Log1p" => VectorMath.Log1p, "Sigmoid" => VectorMath.Sigmoid, _ => VectorMath.Softplus,
        };
        var signs = name is "Log" ? [1f] : new[] { 1f, -1f };
        foreach (var sign in signs)
        {
            for (var start = 0u; start < 0x7f800000; start += 1_000_003) Run(sign, start, 64);

            // Where the power of two changes over, where a bound holds the argument, and where one polynomial follows another.
            for (var half = -150.5; half < 129; half++) Run(sign, BitConverter.SingleToUInt32Bits((float)Math.Abs(half * Math.Log(2))) - 32, 64);
            foreach (var seam in new[] { 1e-8f, 0.29289322f, 0.41421356f, 0.70710678f, 0.88137359f, 0.92773438f, 1f, 1.41421356f, 4f, 12.5f, 25f, 52f, 88.722839f, 89f, 103.97208f, 104f })
            {
                Run(sign, BitConverter.SingleToUInt32Bits(seam) - 200, 400);
            }
        }

        void Run(float sign, uint start, uint count)
        {
            var last = function(sign * BitConverter.UInt32BitsToSingle(start));
            for (var bits = start + 1; bits < start + count && bits <= 0x7f800000; bits++)
            {
                var x = sign * BitConverter.UInt32BitsToSingle(bits);
                var next = function(x);
                var fall = sign * (Order(last) - (long)Order(next));
                Assert.True(float.IsNaN(next) || fall <= units, $"{name} falls by {fall} units in the last place from {last:R} to {next:R} at {x:R}.");
                last = next;
            }
        }
    }

    /// <summary>Whole numbers in the order of the floats.</summary>
    private static int Order(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits < 0 ? int.MinValue - bits : bits;
    }
}
