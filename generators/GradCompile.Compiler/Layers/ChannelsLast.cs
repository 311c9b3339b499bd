using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Layers;

/// <summary>Input shapes as other libraries write them: height, width, channels.</summary>
public static class ChannelsLast
{
    private const int MostChannels = 4;

    /// <summary>The shape with its channels first, where the last of three numbers looks like them; else null.</summary>
    public static EquatableArray<int>? Turned(DeclaredInput input) =>
        input.Shape.Count == 3 && input.Shape[2] is >= 1 and <= MostChannels && input.Shape[0] > input.Shape[2] && input.Shape[1] > input.Shape[2]
            ? new EquatableArray<int>(input.Shape[2], input.Shape[0], input.Shape[1])
            : null;

    /// <summary>Whether the network fits together once its shape is turned.</summary>
    public static bool Fits(DeclaredNetwork network, EquatableArray<int> turned) => NetworkLowering.Lower(With(network, turned)).Fault is null;

    /// <summary>The fix: the same numbers with the channels first.</summary>
    public static Fix Fix(DeclaredInput input, EquatableArray<int> turned) =>
        new($"Use the shape {Text(turned)}", new EquatableArray<Edit>(Edit.SetAllPositional(input.Origin, Text(turned))));

    public static string Text(EquatableArray<int> shape) => string.Join(", ", shape.Select(Numbers.Text));

    /// <summary>A fault of shapes, which is another one if it goes, or comes later, once the channels stand first.</summary>
    internal static Fault Explain(DeclaredNetwork network, Fault fault)
    {
        if (fault.Id is not (FaultIds.ShapeMismatch or FaultIds.BadBlock) || Turned(network.Input) is not { } turned) return fault;
        if (NetworkLowering.Lower(With(network, turned)).Fault is { } left && !(left.Origin.Type == fault.Origin.Type && left.Origin.Attribute > fault.Origin.Attribute)) return fault;
        return new Fault(
            fault.Id,
            $"{fault.Message.Split(';')[0]}; the shape is (channels, height, width): did you mean {Text(turned)}?",
            network.Input.Origin,
            new EquatableArray<Fix>(Fix(network.Input, turned)));
    }

    private static DeclaredNetwork With(DeclaredNetwork network, EquatableArray<int> shape) => network with { Input = network.Input with { Shape = shape } };
}
