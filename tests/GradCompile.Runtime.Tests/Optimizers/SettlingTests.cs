namespace GradCompile.Runtime.Tests.Optimizers;

/// <summary>State whose gradient has died ends at zero instead of among the subnormal numbers.</summary>
public class SettlingTests
{
    private const int Length = 32;

    [Fact]
    public void MomentumComesToRest()
    {
        // 0.9ⁿ is subnormal from n = 829 on and, rounded, never comes to 0 by itself: a huge rate makes it visible.
        var (weights, gradients) = (new AlignedBuffer(Length), new AlignedBuffer(Length));
        gradients.Span.Fill(1);
        var optimizer = Optimizer.Of(new SgdOptions(0.9, false));
        optimizer.Step(1, weights, gradients, 1);
        gradients.Span.Clear();
        for (ulong step = 2; step <= 960; step++) optimizer.Step(1, weights, gradients, step);
        weights.Span.Clear();
        optimizer.Step(1e38f, weights, gradients, 961);
        Assert.All(weights.Span.ToArray(), w => Assert.Equal(0, w));
    }

    [Fact]
    public void NormalStateAndNotANumberStay()
    {
        var (weights, gradients) = (new AlignedBuffer(Length), new AlignedBuffer(Length));
        var small = MathF.ScaleB(1, -100);
        new[] { float.NaN, small, -small, float.PositiveInfinity }.CopyTo(gradients.Span);
        var optimizer = Optimizer.Of(new SgdOptions(0.5, false));
        optimizer.Step(1, weights, gradients, 63);
        gradients.Span.Clear();
        optimizer.Step(1, weights, gradients, 64);
        Assert.Equal([float.NaN, -1.5f * small, 1.5f * small, float.NegativeInfinity, 0], weights.Span[..5].ToArray());
    }
}
