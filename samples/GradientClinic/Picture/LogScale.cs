namespace GradCompile.Samples.GradientClinic;

/// <summary>A logarithmic axis over a panel's height, with a place of its own for zeros below.</summary>
internal sealed class LogScale
{
    private const double ZeroGap = 16;

    private readonly double _top;
    private readonly double _bottom;
    private readonly int _least;
    private readonly int _most;

    public LogScale(IEnumerable<double> values, double top, double bottom)
    {
        var all = values.ToArray();
        HasZero = all.Contains(0);
        (_top, _bottom) = (top, HasZero ? bottom - ZeroGap : bottom);
        ZeroAt = bottom;
        var logs = all.Where(value => value > 0).Select(Math.Log10).ToArray();
        _least = (int)Math.Floor(logs.Min() + 0.02);
        _most = Math.Max(_least + 2, (int)Math.Ceiling(logs.Max() - 0.02));
    }

    /// <summary>Whether there are values that no logarithm shows.</summary>
    public bool HasZero { get; }

    public double ZeroAt { get; }

    /// <summary>Powers of ten, at most five of them, with their heights.</summary>
    public IEnumerable<(int Exponent, double Y)> Ticks
    {
        get
        {
            var step = new[] { 1, 2, 3, 5, 10, 20 }.First(candidate => (_most - _least) / candidate < 5);
            for (var exponent = _least; exponent <= _most; exponent++)
            {
                if (exponent % step == 0) yield return (exponent, At(exponent));
            }
        }
    }

    /// <summary>The height of a value.</summary>
    public double Of(double value) => value == 0 ? ZeroAt : At(Math.Log10(value));

    private double At(double log) => _bottom - ((log - _least) / (_most - _least) * (_bottom - _top));
}
