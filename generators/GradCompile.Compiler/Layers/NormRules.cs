using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

internal sealed class BatchNormRule : LayerRule<BatchNormLayer>
{
    /// <summary>Puts a batch norm behind the current value.</summary>
    public static BatchNormOperation Apply(LoweringContext context, string name, double scaleInit, Origin origin)
    {
        var input = context.Current;
        int[] channels = [input.Shape.Channels];
        var vector = Shape.Vector(input.Shape.Channels);
        var operation = new BatchNormOperation(
            name, input, context.NewValue(name, input.Shape),
            context.NewValue(name + "Mean", vector, Extent.Batch), context.NewValue(name + "InverseDeviation", vector, Extent.Batch),
            context.NewParameter($"{name}.weight", channels, ParameterRole.NormScale, Initializer.Constant(scaleInit), origin),
            context.NewParameter($"{name}.bias", channels, ParameterRole.NormShift, Initializer.Constant(0), origin),
            context.NewParameter($"{name}.running_mean", channels, ParameterRole.RunningMean, Initializer.Constant(0), origin),
            context.NewParameter($"{name}.running_var", channels, ParameterRole.RunningVariance, Initializer.Constant(1), origin));
        context.Add(operation, operation.Output);
        return operation;
    }

    protected override void Lower(LoweringContext context, BatchNormLayer layer, Following following)
    {
        Numbers.Finite(layer.ScaleInit, "ScaleInit", layer.Origin);
        var name = context.Names.Next("batchnorm", layer.Name, layer.Origin);
        var operation = Apply(context, name, layer.ScaleInit, layer.Origin);
        context.Summarize(new LayerSummary(name, "BatchNorm", operation.Output.Shape, operation.Scale.Size * 2, 2 * operation.Output.Shape.Size, layer.Origin));
    }
}

internal sealed class LayerNormRule : LayerRule<LayerNormLayer>
{
    protected override void Lower(LoweringContext context, LayerNormLayer layer, Following following)
    {
        var name = context.Names.Next("layernorm", layer.Name, layer.Origin);
        var input = context.Current;
        var scale = context.NewParameter($"{name}.weight", input.Shape.Dimensions, ParameterRole.NormScale, Initializer.Constant(1), layer.Origin);
        var shift = context.NewParameter($"{name}.bias", input.Shape.Dimensions, ParameterRole.NormShift, Initializer.Constant(0), layer.Origin);
        var output = context.NewValue(name, input.Shape);
        context.Add(new LayerNormOperation(name, input, output, scale, shift), output);
        context.Summarize(new LayerSummary(name, "LayerNorm", output.Shape, scale.Size * 2, 8 * output.Shape.Size, layer.Origin));
    }
}
