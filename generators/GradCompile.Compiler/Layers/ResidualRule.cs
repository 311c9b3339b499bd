using System;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

/// <summary>y = φ(shortcut(x) + scale·block(x)), each repetition with weights, names and a projection of its own.</summary>
internal sealed class ResidualRule : LayerRule<ResidualLayer>
{
    /// <summary>Deeper than any network that has been trained, and far from what the compiler's own recursion bears.</summary>
    private const int MostNested = 64;

    protected override void Lower(LoweringContext context, ResidualLayer layer, Following following)
    {
        var block = Check(context, layer);
        var outer = context.Names;
        var outerAfter = context.AfterBlock;
        var alpha = Alphas.Resolve(layer.Activation, layer.Alpha);
        (ActivationKind Kind, double Alpha) follows = layer.Activation == ActivationKind.Identity ? following.Activation() : (layer.Activation, alpha);
        context.OpenBlocks.Add(layer.Block);
        context.AfterBlock = follows;
        for (var repetition = 0; repetition < layer.Repeat; repetition++)
        {
            // One own name serves a single sum only; further repetitions would clash and are told so by Names.
            var name = outer.Next("residual", layer.Name, layer.Origin);
            var input = context.Current;
            context.Names = new LayerNames(name + ".");
            LayerTable.Lower(context, block.Layers);
            var branch = context.Current;
            var shortcut = Shortcut(context, layer, block, name, input, branch.Shape, follows);
            var sum = context.NewValue(layer.Activation == ActivationKind.Identity ? name : name + "Sum", branch.Shape);
            context.Add(new AddOperation(name, shortcut, branch, sum, layer.Scale), sum);
            ActivationRule.Apply(context, name, name, layer.Activation, alpha);
            context.Names = outer;
            context.Summarize(new LayerSummary(name, $"Residual {block.Name}", context.Current.Shape, 0, 2 * sum.Shape.Size, layer.Origin));
        }

        context.AfterBlock = outerAfter;
        context.OpenBlocks.RemoveAt(context.OpenBlocks.Count - 1);
    }

    private static DeclaredBlock Check(LoweringContext context, ResidualLayer layer)
    {
        if (layer.Repeat < 1)
        {
            throw new FaultException(FaultIds.BadSize, layer.Origin, $"Repeat is {Numbers.Text(layer.Repeat)}; it must be at least 1.");
        }

        if (layer.Repeat > LoweringContext.MostLayers)
        {
            throw new FaultException(FaultIds.TooLarge, layer.Origin, $"Repeat is {Numbers.Text(layer.Repeat)}, but a network has at most {Numbers.Text(LoweringContext.MostLayers)} layers, repetitions counted; repeat the block less often.");
        }

        Numbers.Finite(layer.Scale, "Scale", layer.Origin);
        Alphas.Check(layer.Activation, layer.Alpha, layer.Origin);
        Penalties.Resolve(context.Network, layer.L1, layer.L2, layer.Origin);
        var block = context.Network.Blocks.FirstOrDefault(b => b.Key == layer.Block);
        if (block is null || !block.IsBlock)
        {
            throw new FaultException(FaultIds.BadBlock, layer.Origin, $"{block?.Name ?? layer.Block} is not marked [Block]; mark the class whose layers this residual sum should hold.");
        }

        if (context.OpenBlocks.Contains(layer.Block))
        {
            throw new FaultException(FaultIds.BadBlock, layer.Origin, $"The block {block.Name} contains itself; a block holds layers and other blocks.");
        }

        if (context.OpenBlocks.Count == MostNested)
        {
            throw new FaultException(FaultIds.BadBlock, layer.Origin, $"The block {block.Name} is nested in {Numbers.Text(MostNested)} others, but blocks are nested at most {Numbers.Text(MostNested)} deep; put blocks one after the other, or use Repeat.");
        }

        if (block.Layers.Count == 0)
        {
            throw new FaultException(FaultIds.BadBlock, layer.Origin, $"The block {block.Name} has no layers; give it at least one layer attribute.");
        }

        return block;
    }

    private static Value Shortcut(
        LoweringContext context, ResidualLayer layer, DeclaredBlock block, string name, Value input, Shape target, (ActivationKind Kind, double Alpha) follows)
    {
        if (input.Shape == target) return input;
        var window = Projection(context.Network, layer, block, input.Shape, target);
        var (fanIn, fanOut) = (input.Shape.Channels, target.Channels);
        var (l1, l2) = Penalties.Resolve(context.Network, layer.L1, layer.L2, layer.Origin);
        var weight = context.NewParameter(
            $"{name}.shortcut.weight", window is null ? [fanOut, fanIn] : [fanOut, fanIn, 1, 1], ParameterRole.Weight, Initializers.Projection(follows, fanIn, fanOut), layer.Origin, l1, l2);
        var shortcut = context.NewValue($"{name}.shortcut", target);
        context.Add(
            window is null
                ? new DenseOperation($"{name}.shortcut", input, shortcut, weight, null)
                : new ConvolutionOperation($"{name}.shortcut", input, shortcut, weight, null, window),
            shortcut);
        context.Summarize(new LayerSummary($"{name}.shortcut", "Projection", target, weight.Size, 2 * weight.Size * target.Positions, layer.Origin));
        if (HasBatchNorm(context.Network, block))
        {
            var norm = BatchNormRule.Apply(context, $"{name}.shortcut_norm", 1, layer.Origin);
            context.Summarize(new LayerSummary($"{name}.shortcut_norm", "BatchNorm", target, norm.Scale.Size * 2, 2 * target.Size, layer.Origin));
        }

        return context.Current;
    }

    /// <summary>The 1×1 window, with the block's total stride, that brings the input to the shape of the branch; null for vectors.</summary>
    private static Window? Projection(DeclaredNetwork network, ResidualLayer layer, DeclaredBlock block, Shape input, Shape target)
    {
        if (input.IsVector && target.IsVector) return null;
        if (input.IsImage && target.IsImage)
        {
            var window = new Window(1, (int)Math.Min(int.MaxValue, Stride(network, block)), 0);
            if (Images.After(input, target.Channels, window) == target) return window;
        }

        throw new FaultException(
            FaultIds.BadBlock, layer.Origin, $"The block {block.Name} makes {target} of {input}, and a 1×1 projection with its total stride does not bring its input to that shape; let its convolutions keep height and width (Padding = kernel / 2), or reduce them by a stride alone.");
    }

    /// <summary>The product of the strides of its convolutions and poolings, blocks inside it unfolded.</summary>
    private static long Stride(DeclaredNetwork network, DeclaredBlock block) => block.Layers.Aggregate(1L, (stride, layer) => Math.Min(int.MaxValue, stride * layer switch
    {
        Conv2DLayer convolution => convolution.Stride,
        PoolLayer pool => pool.Stride ?? pool.Size,
        ResidualLayer inner => (long)Math.Min(int.MaxValue, Math.Pow(Stride(network, network.Blocks.First(b => b.Key == inner.Block)), inner.Repeat)),
        _ => 1,
    }));

    private static bool HasBatchNorm(DeclaredNetwork network, DeclaredBlock block) => block.Layers.Any(layer =>
        layer is BatchNormLayer || (layer is ResidualLayer inner && HasBatchNorm(network, network.Blocks.First(b => b.Key == inner.Block))));
}
