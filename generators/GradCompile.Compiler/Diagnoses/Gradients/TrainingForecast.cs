using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>The forecast of a network that is trained, layer by layer, with what surrounds each layer.</summary>
internal sealed class TrainingForecast
{
    private readonly Dictionary<Origin, DeclaredLayer> _declared = [];
    private readonly Dictionary<int, Operation> _readers = [];
    private readonly Dictionary<string, LayerSummary> _summaries;
    private readonly ILookup<string, Operation> _inScope;
    private Pace? _pace;

    public TrainingForecast(NetworkModel model, NetworkForecast forecast)
    {
        (Model, Network) = (model, forecast);
        var declaration = model.Declaration;
        foreach (var layer in declaration.Layers.Concat(declaration.Blocks.SelectMany(block => block.Layers))) _declared[layer.Origin] = layer;
        var operations = model.Training.Operations;
        foreach (var operation in operations)
        {
            foreach (var input in operation.Inputs)
            {
                if (!_readers.ContainsKey(input.Id)) _readers.Add(input.Id, operation);
            }
        }

        var weighted = operations.Where(operation => WeightOf(operation) is not null).ToDictionary(operation => operation.Layer);
        var sums = operations.OfType<AddOperation>().ToList();
        _inScope = operations.SelectMany(operation => Scopes.Of(operation.Layer).Select(scope => (Scope: scope, Operation: operation))).ToLookup(pair => pair.Scope, pair => pair.Operation);
        _summaries = model.Layers.GroupBy(layer => layer.Name).ToDictionary(group => group.Key, group => group.First());
        var scopes = new HashSet<string>(sums.Select(sum => sum.Layer));
        var closed = new HashSet<string>(sums.Where(IsClosed).Select(sum => sum.Layer));
        var last = forecast.Layers[forecast.Layers.Count - 1].Name;
        var belowZero = WeightLaw.Of(WeightOf(weighted[last])!.Initializer).Variance == 0;
        Layers = forecast.Layers.Select(layer => Of(layer, weighted[layer.Name])).ToList();
        Sums = sums;

        WeightedLayer Of(WeightedLayerForecast layer, Operation operation) => new(
            layer,
            WeightOf(operation)!,
            operation.Reads.FirstOrDefault(parameter => parameter.Role == ParameterRole.Bias),
            _declared.TryGetValue(layer.Origin, out var declared) ? declared : null,
            IsNorm(ReaderOf(operation)),
            IsNorm(ReaderOf(operation) is ActivationOperation activation ? ReaderOf(activation) : ReaderOf(operation)),
            MeetsDropout(operation),
            layer.Name == last,
            Scopes.Of(layer.Name).FirstOrDefault(scopes.Contains) ?? "",
            Scopes.Of(layer.Name).Any(closed.Contains) || (belowZero && layer.Name != last),
            ActivationBehind(operation));
    }

    public NetworkModel Model { get; }

    /// <summary>How the declared optimizer moves it.</summary>
    public Pace Pace => _pace ??= PaceOf(Setting);

    /// <summary>What is declared of the optimizer's steps.</summary>
    public PaceSetting Setting => new(Optimizer.Rate, Clips: Model.Clip is not null, Epsilon);

    public NetworkForecast Network { get; }

    /// <summary>In forward order.</summary>
    public IReadOnlyList<WeightedLayer> Layers { get; }

    /// <summary>The residual sums.</summary>
    public IReadOnlyList<AddOperation> Sums { get; }

    /// <summary>Whether a batch norm or a layer norm stands anywhere.</summary>
    public bool HasNorms => Model.Training.Operations.Any(operation => operation is BatchNormOperation or LayerNormOperation);

    /// <summary>Whether it is all one matrix: no activation, whatever the depth.</summary>
    public bool IsLinear => !Model.Training.Operations.Any(operation => operation is ActivationOperation { Kind: not ActivationKind.Identity } or SoftmaxOperation);

    public DeclaredOptimizer Optimizer => Model.Optimizer!;

    /// <summary>Whether each weight's step is scaled by its own gradients so far: Adam, AdamW, RMSProp and AdaGrad.</summary>
    public bool IsAdaptive => Optimizer is AdamOptimizer or RmsPropOptimizer or AdaGradOptimizer;

    /// <summary>The optimizer as its attribute is named.</summary>
    public string OptimizerName => Optimizer switch
    {
        AdamOptimizer { WeightDecay: null } => "Adam",
        AdamOptimizer => "AdamW",
        RmsPropOptimizer => "RmsProp",
        AdaGradOptimizer => "AdaGrad",
        _ => "Sgd",
    };

    /// <summary>The ε of the optimizer; 0 for gradient descent.</summary>
    public double Epsilon => Optimizer switch
    {
        AdamOptimizer adam => adam.Epsilon,
        RmsPropOptimizer rmsProp => rmsProp.Epsilon,
        AdaGradOptimizer adaGrad => adaGrad.Epsilon,
        _ => 0,
    };

    /// <summary>The layers whose gradient is not zero by design.</summary>
    public IEnumerable<WeightedLayer> Open => Layers.Where(layer => !layer.IsClosed);

    public WeightedLayer First => Open.First();

    public WeightedLayer Last => Layers[Layers.Count - 1];

    /// <summary>The root mean square of an input as declared.</summary>
    public double InputRms => Math.Sqrt((Input.Mean * Input.Mean) + (Input.Std * Input.Std));

    public DeclaredInput Input => Model.Declaration.Input;

    /// <summary>The pace at another rate.</summary>
    public Pace PaceAt(double rate) => PaceOf(Setting with { Rate = rate });

    /// <summary>The pace with something else than declared.</summary>
    public Pace PaceOf(PaceSetting setting) => new(this, setting);

    public long WeightCount => Layers.Sum(layer => layer.Forecast.Weights);

    /// <summary>The branch of a sum: its last operation first, up to the shortcut.</summary>
    public IEnumerable<Operation> Branch(AddOperation sum) =>
        _inScope[sum.Layer].Where(operation => !operation.Layer.StartsWith(sum.Layer + ".shortcut", StringComparison.Ordinal)).Reverse();

    private static Parameter? WeightOf(Operation operation) => operation.Reads.FirstOrDefault(parameter => parameter.Role == ParameterRole.Weight);

    private Operation? ReaderOf(Operation operation) => _readers.TryGetValue(operation.Outputs[0].Id, out var reader) ? reader : null;

    private bool MeetsDropout(Operation operation)
    {
        var reader = ReaderOf(operation);
        while (reader is not null && WeightOf(reader) is null && reader is not AddOperation)
        {
            if (reader is DropoutOperation { Rate: > 0 }) return true;
            reader = ReaderOf(reader);
        }

        return false;
    }

    private static bool IsNorm(Operation? operation) => operation is BatchNormOperation or LayerNormOperation;

    /// <summary>Whether a branch starts at exactly zero, as He et al. and Goyal et al. (2017) recommend it.</summary>
    private bool IsClosed(AddOperation sum)
    {
        foreach (var operation in Branch(sum))
        {
            switch (operation)
            {
                case BatchNormOperation norm:
                    return norm.Scale.Initializer.Scale == 0;
                case LayerNormOperation or AddOperation or ActivationOperation or SoftmaxOperation:
                    return false;
            }

            if (WeightOf(operation) is { } weight) return WeightLaw.Of(weight.Initializer) is { Mean: 0, Variance: 0 };
        }

        return false;
    }

    private ActivationLayer? ActivationBehind(Operation operation)
    {
        var reader = ReaderOf(operation);
        while (reader is not null and not ActivationOperation && WeightOf(reader) is null && reader is not AddOperation) reader = ReaderOf(reader);
        if (reader is not ActivationOperation activation || !_summaries.TryGetValue(activation.Layer, out var summary)) return null;
        return _declared.TryGetValue(summary.Origin, out var declared) ? declared as ActivationLayer : null;
    }
}
