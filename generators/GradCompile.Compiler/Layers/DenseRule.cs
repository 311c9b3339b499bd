using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

internal sealed class DenseRule : LayerRule<DenseLayer>
{
    protected override void Lower(LoweringContext context, DenseLayer layer, Following following)
    {
        var options = layer.Options;
        Numbers.PositiveSize(layer.Units, "The number of units of Dense", layer.Origin);
        Alphas.Check(options.Activation, options.Alpha, layer.Origin);
        if (!context.Current.Shape.IsVector)
        {
            // Behind the layer before it; a block's first layer has none.
            var before = following.Previous ?? (context.Network.Layers[0] == layer ? context.Network.Input.Origin : null);
            throw new FaultException(
                FaultIds.ShapeMismatch, layer.Origin, $"Dense reads a vector, but what reaches it is an image of {context.Current.Shape}; put [Flatten] before it.",
                before is { } place ? new Fix("Put [Flatten] before it", new EquatableArray<Edit>(Edit.InsertAfter(place, "Flatten"))) : null);
        }

        var name = context.Names.Next("dense", layer.Name, layer.Origin);
        var alpha = Alphas.Resolve(options.Activation, options.Alpha);
        var follows = options.Activation == ActivationKind.Identity ? following.Activation() : (options.Activation, alpha);
        var inputs = context.Current.Shape.Dimensions[0];
        var start = Initializers.Resolve(options, follows, inputs, layer.Units, layer.Origin);
        var (l1, l2) = Penalties.Resolve(context.Network, options.L1, options.L2, layer.Origin);

        var weight = context.NewParameter($"{name}.weight", [layer.Units, inputs], ParameterRole.Weight, start.Weight, layer.Origin, l1, l2);
        var bias = options.UseBias ? context.NewParameter($"{name}.bias", [layer.Units], ParameterRole.Bias, start.Bias, layer.Origin) : null;
        var isLinear = options.Activation == ActivationKind.Identity;
        var output = context.NewValue(isLinear ? name : name + "Sum", Shape.Vector(layer.Units));
        context.Add(new DenseOperation(name, context.Current, output, weight, bias), output);
        ActivationRule.Apply(context, name, name, options.Activation, alpha);
        context.Summarize(new LayerSummary(
            name, isLinear ? "Dense" : $"Dense {options.Activation}", output.Shape, weight.Size + (bias?.Size ?? 0), 2 * weight.Size, layer.Origin));
    }
}
