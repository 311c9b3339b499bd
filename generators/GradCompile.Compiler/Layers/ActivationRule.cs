using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Layers;

internal sealed class ActivationRule : LayerRule<ActivationLayer>
{
    /// <summary>Puts an activation behind the current value; <c>Identity</c> adds nothing.</summary>
    public static void Apply(LoweringContext context, string layer, string valueName, ActivationKind kind, double alpha)
    {
        if (kind == ActivationKind.Identity) return;
        var input = context.Current;
        var output = context.NewValue(valueName, input.Shape);
        context.Add(
            kind == ActivationKind.Softmax
                ? new SoftmaxOperation(layer, input, output)
                : new ActivationOperation(layer, input, output, kind, alpha),
            output);
    }

    protected override void Lower(LoweringContext context, ActivationLayer layer, Following following)
    {
        Alphas.Check(layer.Kind, layer.Alpha, layer.Origin);
        var name = context.Names.Next("activation", layer.Name, layer.Origin);
        Apply(context, name, name, layer.Kind, Alphas.Resolve(layer.Kind, layer.Alpha));
        context.Summarize(new LayerSummary(name, layer.Kind.ToString(), context.Current.Shape, 0, context.Current.Shape.Size, layer.Origin));
    }
}
