using System;
using System.Globalization;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>Edits of a layer's arguments, on the declared layer. What is not understood gives null.</summary>
internal static class EditedLayer
{
    public static DeclaredLayer? Of(DeclaredLayer layer, Edit edit)
    {
        var name = edit.Kind == EditKind.SetPositional ? Place(layer, edit.Name) : edit.Name;
        var text = edit.Kind == EditKind.RemoveArgument ? null : edit.Text;
        return layer switch
        {
            DenseLayer dense when name == "Units" => Int(text) is { } units ? dense with { Units = units } : null,
            DenseLayer dense => Of(dense.Options, name, text) is { } options ? dense with { Options = options } : null,
            Conv2DLayer convolution => Of(convolution.Options, name, text) is { } options ? convolution with { Options = options } : null,
            ActivationLayer activation when name == "Kind" => Enumerated<ActivationKind>(text) is { } kind ? activation with { Kind = kind } : null,
            ActivationLayer activation when name == "Alpha" => activation with { Alpha = Number(text) },
            ResidualLayer residual when name == "Activation" => residual with { Activation = Enumerated<ActivationKind>(text) ?? ActivationKind.Identity },
            ResidualLayer residual when name == "Alpha" => residual with { Alpha = Number(text) },
            ResidualLayer residual when name == "Scale" => residual with { Scale = Number(text) ?? 1 },
            DropoutLayer dropout when name == "Rate" => Number(text) is { } rate ? dropout with { Rate = rate } : null,
            BatchNormLayer norm when name == "ScaleInit" => norm with { ScaleInit = Number(text) ?? 1 },
            _ => null,
        };
    }

    /// <summary>An attribute of a layer, as fixes write it.</summary>
    public static DeclaredLayer? Parse(string attribute, Origin origin)
    {
        if (attribute == "BatchNorm") return new BatchNormLayer(origin, null, 1);
        if (attribute == "LayerNorm") return new LayerNormLayer(origin, null);
        if (attribute == "Flatten") return new FlattenLayer(origin, null);
        if (attribute.StartsWith("Dense(", StringComparison.Ordinal) && Int(attribute.Substring("Dense(".Length).TrimEnd(')')) is { } units) return new DenseLayer(origin, null, units, new WeightOptions());
        return attribute.StartsWith("Activation(", StringComparison.Ordinal) && Enumerated<ActivationKind>(attribute.Substring("Activation(".Length).TrimEnd(')')) is { } kind
            ? new ActivationLayer(origin, null, kind, null)
            : null;
    }

    public static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A member of an enum, with its enum's name before it.</summary>
    public static T? Enumerated<T>(string? text)
        where T : struct => Enum.TryParse<T>(text?.Substring(text.LastIndexOf('.') + 1), out var value) ? value : null;

    private static WeightOptions? Of(WeightOptions options, string name, string? text) => name switch
    {
        "Activation" => options with { Activation = Enumerated<ActivationKind>(text) ?? ActivationKind.Identity },
        "Alpha" => options with { Alpha = Number(text) },
        "Init" => options with { Init = Enumerated<InitKind>(text) ?? InitKind.Auto },
        "InitScale" => options with { InitScale = Number(text) },
        "BiasInit" => options with { BiasInit = Number(text) },
        "BiasStd" => options with { BiasStd = Number(text) },
        "UseBias" => options with { UseBias = text != "false" },
        "L1" => options with { L1 = Number(text) },
        "L2" => options with { L2 = Number(text) },
        _ => null,
    };

    private static string Place(DeclaredLayer layer, string place) => (layer, place) switch
    {
        (DenseLayer, "0") => "Units",
        (DenseLayer, "1") or (Conv2DLayer, "2") => "Activation",
        (ActivationLayer, "0") => "Kind",
        (DropoutLayer, "0") => "Rate",
        _ => "",
    };

    public static int? Int(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
