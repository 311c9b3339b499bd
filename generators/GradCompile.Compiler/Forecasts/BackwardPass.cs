using System;
using System.Collections.Generic;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The sensitivities of a graph, value by value, in backward order, and what they mean for the weights.</summary>
internal sealed class BackwardPass
{
    private readonly Sensitivity?[] _sensitivities;
    private readonly ImageProfile?[] _profiles;

    private BackwardPass(ForwardPass forward, int values)
    {
        Forward = forward;
        _sensitivities = new Sensitivity?[values];
        _profiles = new ImageProfile?[values];
    }

    public ForwardPass Forward { get; }

    public int Batch => Forward.Batch;

    /// <summary>Whether every sensitivity so far is made of numbers.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>What each dense layer's gradient will be, by its output.</summary>
    public Dictionary<int, WeightGradient> Gradients { get; } = [];

    /// <summary>The log-variance of the sensitivity at the weighted layer nearest to the input.</summary>
    public double FirstLogVariance { get; private set; }

    /// <summary>Records a layer's gradient; the last to come is the first layer's.</summary>
    public void Record(Value output, WeightGradient gradient)
    {
        Gradients[output.Id] = gradient;
        FirstLogVariance = gradient.LogVariance;
    }

    /// <summary>Runs the graph backward from the loss.</summary>
    public static BackwardPass Run(Graph graph, ForwardPass forward, Sensitivity loss)
    {
        var pass = new BackwardPass(forward, forward.ValueCount);
        pass.Add(graph.Output, loss);
        for (var i = graph.Operations.Count - 1; i >= 0; i--) ForecastTable.Of(graph.Operations[i]).Backward(pass, graph.Operations[i]);
        return pass;
    }

    /// <summary>The sensitivity of a value whose readers have all been passed, or null if nothing reads it.</summary>
    public Sensitivity? Of(Value value) => _sensitivities[value.Id];

    /// <summary>How E δ² varies over the pixels of a value; null where it does not, or there are none.</summary>
    public ImageProfile? Profile(Value value) => _profiles[value.Id];

    /// <summary>Adds what one reader of <paramref name="value"/> sends back, and how it varies over the pixels.</summary>
    public void Add(Value value, Sensitivity sent, ImageProfile? profile = null)
    {
        ref var slot = ref _sensitivities[value.Id];
        ref var varies = ref _profiles[value.Id];
        varies = varies is null || profile is null || slot is not { } before ? varies ?? profile : varies.Mixed(Share(before, sent), profile);
        slot = slot is { } other ? Sum(other, sent, Forward[value]).Normalized() : sent.Normalized();
        IsSound &= slot.Value.IsSound;
    }

    private static double Share(in Sensitivity left, in Sensitivity right)
    {
        if (right.IsZero) return 1;
        return left.IsZero ? 0 : 1 / (1 + (right.Own / left.Own * Math.Exp(right.LogScale - left.LogScale)));
    }

    /// <summary>Two gradients that meet are independent but for what both have along the signal.</summary>
    private static Sensitivity Sum(Sensitivity left, Sensitivity right, in Signal signal)
    {
        if (left.IsZero) return right;
        if (right.IsZero) return left;
        var unit = Math.Max(left.LogScale, right.LogScale);
        (left, right) = (left.In(unit), right.In(unit));
        var cross = 2 * left.Alignment * right.Alignment * Math.Sqrt(left.Own * right.Own);
        var own = left.Own + right.Own + cross;
        if (!(own > 0)) return default;
        var along = (left.Alignment * Math.Sqrt(left.Own)) + (right.Alignment * Math.Sqrt(right.Own));
        var (leftShare, rightShare) = (left.Own / own, right.Own / own);
        return new Sensitivity
        {
            Own = own,
            Pair = left.Pair + right.Pair + (cross * signal.Correlation),
            OwnCoherent = left.OwnCoherent + right.OwnCoherent,
            PairCoherent = left.PairCoherent + right.PairCoherent,
            PairSlope = left.PairSlope + right.PairSlope,
            Place = left.Place + right.Place + (cross * signal.Correlation),
            PairPlace = left.PairPlace + right.PairPlace + (cross * signal.Correlation),
            PlaceSlope = left.PlaceSlope + right.PlaceSlope,
            Tilt = (leftShare * left.Tilt) + (rightShare * right.Tilt),
            Alignment = Math.Max(-1, Math.Min(1, along / Math.Sqrt(own))),
            LogScale = unit,
            InheritedLogVariance = Mixed(left.LogVariance, right.LogVariance),
            InheritedSharedVariance = Mixed(left.SharedVariance, right.SharedVariance),
            PassedActivation = left.PassedActivation || right.PassedActivation,
        };

        // What both inherited from the sum above them is common; what a branch added is its own.
        double Mixed(double a, double b)
        {
            var common = Math.Min(a, b);
            return common + (leftShare * leftShare * (a - common)) + (rightShare * rightShare * (b - common));
        }
    }
}

/// <summary>Gradient norms of a weighted layer: log₁₀, median over seeds.</summary>
/// <param name="LogOwn">‖∂ℓₐ/∂W‖² of one sample.</param>
/// <param name="LogPair">⟨∂ℓₐ/∂W, ∂ℓ_b/∂W⟩ of two samples; −∞ where it is not positive.</param>
/// <param name="LogApart">The difference of the two.</param>
internal readonly record struct WeightGradient(
    double LogWeights, double LogBias, double LogBackward, double Alignment, double LogVariance, double LogOwn, double LogPair, double LogApart)
{
    /// <summary>Of a layer that the loss does not see.</summary>
    public static WeightGradient None => new(
        double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 0, 0, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);
}
