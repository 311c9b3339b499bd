using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

/// <summary>Checks that all layers over images share.</summary>
internal static class Images
{
    /// <summary>The image that reaches a layer.</summary>
    public static Shape Require(LoweringContext context, string layer, Origin origin)
    {
        var shape = context.Current.Shape;
        if (shape.IsImage) return shape;
        throw new FaultException(
            FaultIds.ShapeMismatch, origin, $"{layer} reads an image, but what reaches it is a vector of {shape}; declare the input as [Network(channels, height, width)] and put {layer} before [Flatten], [Dense] and [GlobalAveragePool].");
    }

    /// <summary>A window that fits the image.</summary>
    public static Window Check(string layer, string size, Shape image, Window window, int mostPadding, Origin origin)
    {
        Numbers.PositiveSize(window.Size, $"The {size} of {layer}", origin);
        Numbers.PositiveSize(window.Stride, $"The Stride of {layer}", origin);
        if (window.Padding < 0 || window.Padding > mostPadding)
        {
            var reason = window.Padding < 0 ? "it must be 0 or more" : $"with a {size} of {Numbers.Text(window.Size)} it must be at most {Numbers.Text(mostPadding)}, or a window would hold nothing but padding";
            throw new FaultException(FaultIds.ShapeMismatch, origin, $"The Padding of {layer} is {Numbers.Text(window.Padding)}; {reason}.");
        }

        var (height, width) = (image.Dimensions[1], image.Dimensions[2]);
        if (window.Size > (long)height + (2L * window.Padding) || window.Size > (long)width + (2L * window.Padding))
        {
            var padding = window.Padding == 0 ? "" : $" with {Numbers.Text(window.Padding)} of padding on each side";
            throw new FaultException(
                FaultIds.ShapeMismatch, origin, $"The window of {layer} is {Numbers.Text(window.Size)}×{Numbers.Text(window.Size)}, larger than the {Numbers.Text(height)}×{Numbers.Text(width)} image that reaches it{padding}; make the window smaller, pad more, or pool less before it.");
        }

        var padded = (double)image.Channels * (height + (2d * window.Padding)) * (width + (2d * window.Padding));
        if (padded > int.MaxValue - 64)
        {
            throw new FaultException(
                FaultIds.TooLarge, origin, $"The {image} image that reaches {layer} has, with {Numbers.Text(window.Padding)} of padding on each side, more than the 2³¹−1 elements that an array holds; pad less.");
        }

        return window;
    }

    public static Shape After(Shape image, int channels, Window window) =>
        Shape.Image(channels, window.Outputs(image.Dimensions[1]), window.Outputs(image.Dimensions[2]));
}

internal sealed class Conv2DRule : LayerRule<Conv2DLayer>
{
    protected override void Lower(LoweringContext context, Conv2DLayer layer, Following following)
    {
        var options = layer.Options;
        Numbers.PositiveSize(layer.Filters, "The number of filters of Conv2D", layer.Origin);
        Numbers.PositiveSize(layer.Kernel, "The kernel of Conv2D", layer.Origin);
        Alphas.Check(options.Activation, options.Alpha, layer.Origin);
        var image = Images.Require(context, "Conv2D", layer.Origin);
        var window = Images.Check("Conv2D", "kernel", image, new Window(layer.Kernel, layer.Stride, layer.Padding), layer.Kernel - 1, layer.Origin);

        var name = context.Names.Next("conv", layer.Name, layer.Origin);
        var alpha = Alphas.Resolve(options.Activation, options.Alpha);
        var follows = options.Activation == ActivationKind.Identity ? following.Activation() : (options.Activation, alpha);
        var area = (long)layer.Kernel * layer.Kernel;
        var fanIn = (int)System.Math.Min(int.MaxValue, area * image.Channels);
        var fanOut = (int)System.Math.Min(int.MaxValue, area * layer.Filters);
        var start = Initializers.Resolve(options, follows, fanIn, fanOut, layer.Origin);
        var (l1, l2) = Penalties.Resolve(context.Network, options.L1, options.L2, layer.Origin);

        var weight = context.NewParameter(
            $"{name}.weight", [layer.Filters, image.Channels, layer.Kernel, layer.Kernel], ParameterRole.Weight, start.Weight, layer.Origin, l1, l2);
        var bias = options.UseBias ? context.NewParameter($"{name}.bias", [layer.Filters], ParameterRole.Bias, start.Bias, layer.Origin) : null;
        var isLinear = options.Activation == ActivationKind.Identity;
        var output = context.NewValue(isLinear ? name : name + "Sum", Images.After(image, layer.Filters, window));
        context.Add(new ConvolutionOperation(name, context.Current, output, weight, bias, window), output);
        ActivationRule.Apply(context, name, name, options.Activation, alpha);
        context.Summarize(new LayerSummary(
            name, Kind(layer, isLinear), output.Shape, weight.Size + (bias?.Size ?? 0), 2 * weight.Size * output.Shape.Positions, layer.Origin));
    }

    private static string Kind(Conv2DLayer layer, bool isLinear)
    {
        var stride = layer.Stride == 1 ? "" : $"/{Numbers.Text(layer.Stride)}";
        return $"Conv2D {Numbers.Text(layer.Kernel)}×{Numbers.Text(layer.Kernel)}{stride}{(isLinear ? "" : $" {layer.Options.Activation}")}";
    }
}

internal sealed class PoolRule : LayerRule<PoolLayer>
{
    protected override void Lower(LoweringContext context, PoolLayer layer, Following following)
    {
        var kind = layer.IsMax ? "MaxPool" : "AveragePool";
        Numbers.PositiveSize(layer.Size, $"The size of {kind}", layer.Origin);
        var image = Images.Require(context, kind, layer.Origin);
        var window = Images.Check(kind, "size", image, new Window(layer.Size, layer.Stride ?? layer.Size, layer.Padding), layer.Size / 2, layer.Origin);

        var name = context.Names.Next(layer.IsMax ? "maxpool" : "averagepool", layer.Name, layer.Origin);
        if (layer.Padding > 0)
        {
            var side = 2 * layer.Padding;
            var padded = context.NewValue(name + "Padded", Shape.Image(image.Channels, image.Dimensions[1] + side, image.Dimensions[2] + side));
            context.Add(new PadImageOperation(name, context.Current, padded, layer.Padding, layer.Padding, layer.IsMax ? double.NegativeInfinity : 0), padded);
        }

        var output = context.NewValue(name, Images.After(image, image.Channels, window));
        var inside = window with { Padding = 0 };
        context.Add(
            layer.IsMax ? new MaxPoolOperation(name, context.Current, output, inside) : new AveragePoolOperation(name, context.Current, output, inside), output);
        context.Summarize(new LayerSummary(
            name, $"{kind} {Numbers.Text(layer.Size)}×{Numbers.Text(layer.Size)}", output.Shape, 0, output.Shape.Size * layer.Size * layer.Size, layer.Origin));
    }
}

internal sealed class GlobalAveragePoolRule : LayerRule<GlobalAveragePoolLayer>
{
    protected override void Lower(LoweringContext context, GlobalAveragePoolLayer layer, Following following)
    {
        var image = Images.Require(context, "GlobalAveragePool", layer.Origin);
        var name = context.Names.Next("globalaveragepool", layer.Name, layer.Origin);
        var output = context.NewValue(name, Shape.Vector(image.Channels));
        context.Add(new GlobalAveragePoolOperation(name, context.Current, output), output);
        context.Summarize(new LayerSummary(name, "GlobalAveragePool", output.Shape, 0, image.Size, layer.Origin));
    }
}
