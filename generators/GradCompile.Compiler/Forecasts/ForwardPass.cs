using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The signals of a graph, value by value, in forward order.</summary>
internal sealed class ForwardPass
{
    private readonly Signal[] _signals;
    private readonly Dictionary<int, ActivationMoments> _moments = [];

    private ForwardPass(Graph graph, int batch, double extraVariance, MomentIntegrals integrals, ForwardPass? samples)
    {
        Samples = samples;
        Batch = batch;
        ExtraVariance = extraVariance;
        Integrals = integrals;
        _signals = new Signal[1 + graph.Operations.SelectMany(o => o.Outputs).Aggregate(graph.Input.Id, (most, value) => Math.Max(most, value.Id))];
    }

    public int Batch { get; }

    /// <summary>One more than the largest number of a value.</summary>
    public int ValueCount => _signals.Length;

    /// <summary>Added to the variance of every weight: what the first steps of an optimizer do.</summary>
    public double ExtraVariance { get; }

    public MomentIntegrals Integrals { get; }

    /// <summary>In a pass over one sample many times, where dropout alone makes a difference: the pass over all samples, whose variance batch norms divide by. Else null.</summary>
    public ForwardPass? Samples { get; }

    /// <summary>log₁₀ of the largest second moment so far.</summary>
    public double LogLargestSecond { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether every signal so far is made of numbers.</summary>
    public bool IsSound { get; private set; } = true;

    public Signal this[Value value] => _signals[value.Id];

    /// <summary>Runs the graph forward from <paramref name="input"/>.</summary>
    public static ForwardPass Run(Graph graph, Signal input, int batch, double extraVariance, MomentIntegrals integrals)
    {
        var pass = new ForwardPass(graph, batch, extraVariance, integrals, null);
        return pass.Run(graph, input);
    }

    /// <summary>The same for one sample as often as there are samples: what tells the copies apart is dropout's masks alone.</summary>
    public ForwardPass OfOneSample(Graph graph)
    {
        var input = this[graph.Input];
        return new ForwardPass(graph, Batch, ExtraVariance, Integrals, this).Run(graph, input with { Common = input.Variance, Noise = 0 });
    }

    public void Set(Value value, Signal signal)
    {
        signal = signal.Normalized();
        _signals[value.Id] = signal;
        IsSound &= signal.IsSound;
        LogLargestSecond = Math.Max(LogLargestSecond, Logarithms.Log10(signal.Second, 2 * signal.LogScale));
    }

    /// <summary>What all samples together decide, one sample does not change: its noise keeps its share of theirs.</summary>
    public Signal ShareOf(ForwardPass samples, Value input, Value output)
    {
        var (all, result) = (samples[input], samples[output]);
        var share = all.Noise > 0 ? Math.Min(1, this[input].In(all.LogScale).Noise / all.Noise) : 0;
        return result with { Common = result.Variance - (share * result.Noise), Noise = share * result.Noise };
    }

    /// <summary>What the activation that makes <paramref name="output"/> did, kept for the way back.</summary>
    public ActivationMoments Moments(Value output) => _moments[output.Id];

    public void Keep(Value output, ActivationMoments moments) => _moments[output.Id] = moments;

    private ForwardPass Run(Graph graph, Signal input)
    {
        Set(graph.Input, input);
        foreach (var operation in graph.Operations) ForecastTable.Of(operation).Forward(this, operation);
        return this;
    }
}
