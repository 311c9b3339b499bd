using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Rewrites;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

/// <summary>From a declaration to a checked model.</summary>
public static class NetworkLowering
{
    private const double Most = 1 << 30;

    /// <summary>The model, or the first fault; exactly one of them is not null.</summary>
    public static (NetworkModel? Model, Fault? Fault) Lower(DeclaredNetwork network)
    {
        try
        {
            return (LowerChecked(network), null);
        }
        catch (FaultException exception)
        {
            return (null, ChannelsLast.Explain(network, exception.Fault));
        }
    }

    private static NetworkModel LowerChecked(DeclaredNetwork network)
    {
        var context = new LoweringContext(network, Input(network.Input));
        if (network.Layers.Count == 0)
        {
            throw new FaultException(FaultIds.LayersMisplaced, network.Input.Origin, "The network has no layers; add at least one layer attribute, as [Dense(10)].");
        }

        TrainingChecks.Check(network);
        LayerTable.Lower(context, network.Layers);
        CheckSize(context);
        var training = new Graph(context.Input, context.Current, context.Operations.ToEquatableArray());
        GraphVerifier.Verify(training, "lowering");
        var loss = network.Losses.Count == 0 ? (LossKind?)null : network.Losses[0].Kind;
        return new NetworkModel(
            network,
            context.Summaries.ToEquatableArray(),
            context.Parameters.ToEquatableArray(),
            EvaluationMode.Apply(training),
            training,
            loss,
            loss is null ? null : network.Optimizers.Count == 0 ? new SgdOptimizer(0.01, Origin.Class) : network.Optimizers[0],
            network.Clips.Count == 0 ? null : network.Clips[0]);
    }

    /// <summary>All tensors stand in one array, rows padded to 16 floats, and so do the values of a row, where each pixel is such a row.</summary>
    private static void CheckSize(LoweringContext context)
    {
        static double Padded(double size) => size + 15;
        static double OfImage(Shape shape, int padding) => Padded(shape.Channels) * (shape.Dimensions[1] + (2d * padding)) * (shape.Dimensions[2] + (2d * padding));
        static double OfRow(Shape shape) => shape.IsImage ? OfImage(shape, 0) : Padded(shape.Size);

        // A convolution pads copies of its input and of its output's gradient; one of few filters sums the gradient of its weights in sixteen lanes of up to sixteen pieces.
        static double Beside(Operation operation) => operation is ConvolutionOperation convolution
            ? OfImage(convolution.Output.Shape, convolution.Window.Size - 1)
                + (convolution.Window.Padding == 0 ? 0 : OfImage(convolution.Input.Shape, convolution.Window.Padding))
                + (convolution.Weight.Shape[0] < Arrangements.WideChannels ? Padded(16d * 16 * (convolution.Weight.Size + convolution.Weight.Shape[0])) : 0)
            : 0;
        static double Matrix(Parameter weight, int rows) => Padded(weight.Shape[rows]) * ((double)weight.Size / weight.Shape[rows]);

        var weights = context.Parameters.Where(p => p.Role == ParameterRole.Weight).ToList();
        var parameters = weights.Sum(w => Matrix(w, 0)) + context.Parameters.Where(p => p.Role != ParameterRole.Weight).Sum(p => Padded(p.Size));
        var values = (3 * OfRow(context.Input.Shape)) + context.Operations.Sum(o => (3 * o.Outputs.Sum(v => OfRow(v.Shape))) + (3 * Beside(o)));
        var transposed = weights.Select(w => Matrix(w, 1)).DefaultIfEmpty(0).Max();
        if (parameters > Most || values > Most || transposed > Most)
        {
            throw new FaultException(FaultIds.TooLarge, context.Network.Input.Origin, "The network's tensors, or the values of one row, are more than the 2³⁰ numbers that an array of this version holds; make its layers smaller.");
        }
    }

    private static Shape Input(DeclaredInput input)
    {
        var shape = new Shape(input.Shape);
        if (shape.Dimensions.Count == 0)
        {
            throw new FaultException(FaultIds.BadSize, input.Origin, "The network has no input shape; write the number of features, as [Network(784)], or channels, height and width, as [Network(1, 28, 28)].");
        }

        if (!shape.IsVector && !shape.IsImage)
        {
            throw new FaultException(FaultIds.BadSize, input.Origin, $"The input shape has {Numbers.Text(shape.Dimensions.Count)} dimensions; write one (features) or three (channels, height, width).");
        }

        foreach (var dimension in shape.Dimensions) Numbers.PositiveSize(dimension, "A dimension of the input shape", input.Origin);
        if (shape.Dimensions.Aggregate(1d, (size, dimension) => size * dimension) > int.MaxValue - 64)
        {
            throw new FaultException(FaultIds.TooLarge, input.Origin, $"The input shape {shape} has more than the 2³¹−1 elements that an array holds; make it smaller.");
        }

        Numbers.Finite(input.Mean, "InputMean", input.Origin);
        Numbers.NotNegative(input.Std, "InputStd", input.Origin);
        Numbers.PositiveSize(input.BatchSize, "BatchSize", input.Origin);
        Numbers.PositiveSize(input.TrainingSteps, "TrainingSteps", input.Origin);
        return shape;
    }
}
