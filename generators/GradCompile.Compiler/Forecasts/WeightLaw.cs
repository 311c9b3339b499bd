using System;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>Mean and variance of the elements of a fresh tensor.</summary>
/// <param name="IsOrthogonal">Whether rows or columns are orthogonal, so that they keep lengths and angles.</param>
internal readonly record struct WeightLaw(double Mean, double Variance, bool IsOrthogonal = false)
{
    /// <summary>The variance that is left of N(0, 1) when draws beyond ±2 are redrawn: 1 − 4φ(2)/(2Φ(2) − 1).</summary>
    private const double TruncatedVariance = 0.7737413035499232;

    public static WeightLaw None => default;

    /// <summary>The same law in units of exp(<paramref name="logScale"/>); nothing is nothing in any unit, however small.</summary>
    public WeightLaw In(double logScale) => this == None ? None : this with { Mean = Mean * Math.Exp(-logScale), Variance = Variance * Math.Exp(-2 * logScale) };

    public static WeightLaw Of(Initializer start)
    {
        double fanIn = start.FanIn, fanOut = start.FanOut;
        var square = start.Scale * start.Scale;
        return start.Kind switch
        {
            InitKind.Zeros => new(start.Mean, 0),
            InitKind.Constant => new(start.Scale + start.Mean, 0),
            InitKind.Normal => new(start.Mean, square),
            InitKind.Uniform => new(start.Mean, square / 3),
            InitKind.TruncatedNormal => new(start.Mean, square * TruncatedVariance),
            InitKind.XavierNormal or InitKind.XavierUniform => new(start.Mean, 2 * square / (fanIn + fanOut)),
            InitKind.HeNormal or InitKind.HeUniform or InitKind.LeCunNormal or InitKind.LeCunUniform => new(start.Mean, square / fanIn),
            InitKind.Orthogonal => new(start.Mean, square / Math.Max(fanIn, fanOut), IsOrthogonal: true),
            InitKind.PyTorchDefault => new(start.Mean, 1 / (3 * fanIn)),
            _ => throw new ArgumentException($"The initialiser {start.Kind} has no law: Auto is resolved before a forecast.", nameof(start)),
        };
    }
}
