using System.Globalization;
using System.Text.Json;

namespace GradCompile.Diagnoses.Report.Corpus;

/// <summary>From a published program to attributes. What no attribute says is a reason to leave the program out.</summary>
internal static class Translation
{
    private sealed class NotExpressible(string reason) : Exception(reason);

    /// <summary>The attributes of the program, or null and the reason why there are none.</summary>
    public static (string? Attributes, string? Reason) Translate(CorpusProgram program)
    {
        try
        {
            return (string.Join(", ", Attributes(program)), null);
        }
        catch (NotExpressible e)
        {
            return (null, e.Message);
        }
    }

    private static IEnumerable<string> Attributes(CorpusProgram program)
    {
        yield return Input(program);
        var (loss, dropsLast) = Loss(program);
        var last = program.Layers.Count - 1;
        for (var i = 0; i <= last; i++)
        {
            var layer = program.Layers[i];
            if (i == last && dropsLast)
            {
                if (layer.Type == "activation") continue;
                layer = layer with { Activation = "linear" };
            }

            yield return Layer(layer);
        }

        if (loss is not null) yield return $"Loss(Loss.{loss})";
        if (program.Optimizer is { } optimizer) yield return Optimizer(optimizer, program.Rate);
        if (program.Clipping?.Norm is { } norm) yield return $"ClipNorm({Text(norm)})";
    }

    private static string Input(CorpusProgram program)
    {
        var shape = program.InputShape;
        if (shape.ValueKind != JsonValueKind.Array || shape.EnumerateArray().Any(d => d.ValueKind != JsonValueKind.Number)) throw new NotExpressible("several inputs, or an unknown shape");
        var sizes = shape.EnumerateArray().Select(d => d.GetInt32()).ToArray();
        if (sizes.Length == 2) throw new NotExpressible("a sequence");

        // Channels come last in the frameworks of the corpus, unless there are 3 rows.
        if (sizes.Length == 3 && sizes[0] != 3) sizes = [sizes[2], sizes[0], sizes[1]];
        var (mean, deviation) = program.InputRange switch
        {
            "{0,1}" => (0.5, 0.5),
            { } range when range.Contains('[', StringComparison.Ordinal) => Uniform(range),
            _ => (0, 1),
        };
        var statistics = (mean, deviation) == (0, 1) ? "" : $", InputMean = {Text(mean)}, InputStd = {Text(deviation)}";
        return $"Network({string.Join(", ", sizes)}{statistics}{(program.Batch is { } batch ? $", BatchSize = {batch}" : "")})";
    }

    private static (double Mean, double Deviation) Uniform(string range)
    {
        var ends = range[(range.IndexOf('[', StringComparison.Ordinal) + 1)..range.IndexOf(']', StringComparison.Ordinal)].Split(',').Select(end => double.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return ((ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / Math.Sqrt(12));
    }

    private static string Layer(CorpusLayer layer) => layer.Type switch
    {
        "dense" => $"Dense({layer.Units}{Weights(layer, layer.Units)})",
        "conv2d" => Convolution(layer),
        "activation" => $"Activation({Activation(layer.Activation!)})",
        "maxpool2d" => $"MaxPool({layer.Pool![0]}, Stride = {(layer.Stride ?? layer.Pool)[0]})",
        "dropout" => $"Dropout({Text(layer.Rate)})",
        "flatten" => "Flatten",
        "batchnorm" => "BatchNorm",
        _ => throw new NotExpressible($"a layer of the kind {layer.Type}"),
    };

    private static string Convolution(CorpusLayer layer)
    {
        var kernel = layer.Kernel![0];
        if (layer.Kernel.Any(size => size != kernel)) throw new NotExpressible("a window that is no square");
        if (layer.Padding == "same" && kernel % 2 == 0) throw new NotExpressible("an even window with padding to the same size");
        var stride = layer.Stride is { } steps && steps[0] != 1 ? $", Stride = {steps[0]}" : "";
        var padding = layer.Padding == "same" && kernel > 1 ? $", Padding = {kernel / 2}" : "";
        return $"Conv2D({layer.Filters}, {kernel}{Weights(layer, layer.Filters)}{stride}{padding})";
    }

    private static string Weights(CorpusLayer layer, int units)
    {
        var activation = layer.Activation is null or "linear" ? "" : ", " + Activation(layer.Activation);
        var init = layer.Init is { } start ? ", Init = Init." + Init(start) : "";
        var bias = layer.UseBias == false ? ", UseBias = false" : layer.BiasInit is { } shift ? Bias(shift, units) : "";
        return activation + init + bias + (layer.L2 is { } penalty ? $", L2 = {Text(penalty)}" : "");
    }

    private static string Init(CorpusInit init) => init.Name switch
    {
        "glorot_uniform" => "XavierUniform",
        "glorot_normal" => "XavierNormal",
        "he_uniform" => "HeUniform",
        "he_normal" => "HeNormal",
        "lecun_uniform" => "LeCunUniform",
        "lecun_normal" => "LeCunNormal",
        "zeros" => "Zeros",
        "constant" => $"Constant, InitScale = {Text(init.Value!.Value)}",
        "random_normal" => $"Normal, InitScale = {Text(init.Deviation!.Value)}",
        "truncated_normal" => $"TruncatedNormal, InitScale = {Text(init.Deviation!.Value)}",
        "random_uniform" => $"Uniform, InitScale = {Text(init.Bound!.Value)}",
        _ => throw new NotExpressible($"the initialiser {init.Name}"),
    };

    /// <summary>Keras takes the number of biases for both fans.</summary>
    private static string Bias(CorpusInit init, int units) => init.Name switch
    {
        "zeros" => "",
        "constant" => init.Value == 0 ? "" : $", BiasInit = {Text(init.Value!.Value)}",
        "random_normal" => $", BiasStd = {Text(init.Deviation!.Value)}",
        _ when init.Scale is { } scale => $", BiasStd = {Text(Math.Sqrt(scale / units))}",
        _ => throw new NotExpressible($"biases by {init.Name}"),
    };

    private static string Activation(string name) => "Activation." + name switch
    {
        "relu" => "ReLU",
        "tanh" => "Tanh",
        "sigmoid" => "Sigmoid",
        "softmax" => "Softmax",
        "linear" => "Identity",
        _ => throw new NotExpressible($"the activation {name}"),
    };

    /// <summary>The loss, and whether it holds the last activation, as our cross-entropies do.</summary>
    private static (string? Loss, bool DropsLast) Loss(CorpusProgram program)
    {
        if (program.Loss is not { } loss) return (null, false);
        var last = program.Layers[^1].Activation;
        return loss.Name switch
        {
            "categorical_crossentropy" or "softmax_cross_entropy" => ("SoftmaxCrossEntropy", !loss.TakesLogits && last == "softmax"),
            "binary_crossentropy" => ("SigmoidCrossEntropy", !loss.TakesLogits && last == "sigmoid"),
            "mean_squared_error" => ("MeanSquaredError", false),
            "mean_absolute_error" => ("MeanAbsoluteError", false),
            _ => throw new NotExpressible($"the loss {loss.Name}"),
        };
    }

    private static string Optimizer(CorpusOptimizer optimizer, double? rate) => optimizer.Name switch
    {
        "adam" => $"Adam({Text(rate ?? 0.001)})",
        "rmsprop" => $"RmsProp({Text(rate ?? 0.001)}, Decay = 0.9)",
        "sgd" => $"Sgd({Text(rate ?? 0.01)}{(optimizer.Momentum is > 0 and var momentum ? $", Momentum = {Text(momentum)}" : "")}{(optimizer is { Nesterov: true, Momentum: > 0 } ? ", Nesterov = true" : "")})",
        _ => throw new NotExpressible($"the optimizer {optimizer.Name}"),
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
