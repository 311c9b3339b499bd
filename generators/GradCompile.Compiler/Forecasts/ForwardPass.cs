using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The signals of a graph, value by value, in forward order.</summary>
internal sealed class ForwardPass
{
    private readonly Signal[] _signals;
    private readonly (ImageProfile? Square, ImageProfile? Missing)[] _profiles;
    private readonly Dictionary<int, ActivationMoments> _moments = [];

    private readonly Dictionary<int, WindowSums> _windows = [];
    private readonly Dictionary<(Shape From, Window Window), WindowShape> _shapes = [];

    private ForwardPass(int values, int batch, double extraVariance, MomentIntegrals integrals, ForwardPass? samples)
    {
        Samples = samples;
        Batch = batch;
        ExtraVariance = extraVariance;
        Integrals = integrals;
        _signals = new Signal[values];
        _profiles = new (ImageProfile?, ImageProfile?)[values];
    }

    public int Batch { get; }

    /// <summary>One more than the largest number of a value.</summary>
    public int ValueCount => _signals.Length;

    /// <summary>Added to the variance of every weight: what the first steps of an optimizer do.</summary>
    public double ExtraVariance { get; }

    /// <summary>Whether squares vary over the pixels; the law of what an optimizer's first steps do knows images by their mean.</summary>
    public bool HasProfiles => ExtraVariance == 0;

    public MomentIntegrals Integrals { get; }

    /// <summary>In a pass over one sample many times, where dropout alone makes a difference: the pass over all samples, whose variance batch norms divide by. Else null.</summary>
    public ForwardPass? Samples { get; }

    /// <summary>log₁₀ of the largest second moment so far.</summary>
    public double LogLargestSecond { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether every signal so far is made of numbers.</summary>
    public bool IsSound { get; private set; } = true;

    public Signal this[Value value] => _signals[value.Id];

    /// <summary>Runs the graph forward from <paramref name="input"/>.</summary>
    public static ForwardPass Run(Graph graph, Signal input, int batch, MomentIntegrals integrals)
    {
        var values = 1 + graph.Operations.SelectMany(o => o.Outputs).Aggregate(graph.Input.Id, (most, value) => Math.Max(most, value.Id));
        return new ForwardPass(values, batch, 0, integrals, null).Run(graph, input);
    }

    /// <summary>The same with more variance of every weight.</summary>
    public ForwardPass With(Graph graph, double extraVariance) => new ForwardPass(ValueCount, Batch, extraVariance, Integrals, null).Run(graph, this[graph.Input]);

    /// <summary>The same for one sample as often as there are samples: what tells the copies apart is dropout's masks alone.</summary>
    public ForwardPass OfOneSample(Graph graph)
    {
        var input = this[graph.Input];
        return new ForwardPass(ValueCount, Batch, ExtraVariance, Integrals, this).Run(graph, input with { Common = input.Variance, Noise = 0 });
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

    /// <summary>How E u² varies over the pixels of a value, and how <see cref="Signal.PlaceVariance"/> does; null where it does not, or there are none.</summary>
    public (ImageProfile? Square, ImageProfile? Missing) Profiles(Value value) => _profiles[value.Id];

    public void Set(Value value, ImageProfile? square, ImageProfile? missing = null) => _profiles[value.Id] = (square, missing);

    /// <summary>What the windows of the convolution that makes <paramref name="output"/> see, kept for the way back.</summary>
    public WindowSums Sums(Value output) => _windows[output.Id];

    public void Keep(Value output, WindowSums sums) => _windows[output.Id] = sums;

    /// <summary>What the shape of an image says of windows that reach beyond it; null of others.</summary>
    public WindowShape? Windows(Shape from, Shape to, Window window)
    {
        if (window.Padding == 0) return null;
        if (_shapes.TryGetValue((from, window), out var known)) return known;
        var (missing, variance) = ImageProfile.Missing(from, to, window);
        return _shapes[(from, window)] = new WindowShape(ImageProfile.Flat(from).Under(window).Sums, missing, variance);
    }

    /// <summary>What the activation that makes <paramref name="output"/> did, kept for the way back.</summary>
    public ActivationMoments Moments(Value output) => _moments[output.Id];

    public void Keep(Value output, ActivationMoments moments) => _moments[output.Id] = moments;

    private ForwardPass Run(Graph graph, Signal input)
    {
        Set(graph.Input, input);
        foreach (var operation in graph.Operations)
        {
            ForecastTable.Of(operation).Forward(this, operation);
            if (!IsSound) break;
        }

        return this;
    }
}

/// <param name="Profile">How the sums over the windows vary.</param>
/// <param name="Mean">The pixels of a window as they count, on average.</param>
/// <param name="Shape">Where windows reach into padding; else null.</param>
internal sealed record WindowSums(ImageProfile Profile, double Mean, WindowShape? Shape);

/// <param name="Inside">How the number of a window's pixels inside the image varies.</param>
/// <param name="Missing">How what all samples share varies for want of terms from the padding.</param>
/// <param name="Variance">The mean of that, in squares of one term.</param>
internal sealed record WindowShape(ImageProfile Inside, ImageProfile? Missing, double Variance);
