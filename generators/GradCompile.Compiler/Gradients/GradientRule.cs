using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Gradients;

/// <summary>What the chain rule makes of one kind of operation.</summary>
internal abstract class GradientRule
{
    public abstract Type Operation { get; }

    /// <summary>Appends the operations that carry <paramref name="outputGradient"/> to the operation's inputs and tensors.</summary>
    public abstract void Differentiate(BackwardBuilder backward, Operation operation, Value outputGradient);

    /// <summary>The table of rules: one row for each differentiable operation.</summary>
    public static readonly IReadOnlyDictionary<Type, GradientRule> Table = new GradientRule[]
    {
        new Rule<DenseOperation>((backward, dense, dY) =>
        {
            backward.Add(new DenseWeightGradientOperation(dense.Layer, dense.Input, dY, dense.Weight, dense.Bias));
            var dX = backward.NewGradient(dense.Input);
            backward.Add(new DenseInputGradientOperation(dense.Layer, dY, dense.Weight, dX), dense.Input, dX);
        }),
        new Rule<ActivationOperation>((backward, activation, dY) =>
        {
            var source = VectorActivation.Table[activation.Kind].DerivativeReads == DerivativeSource.Output ? activation.Output : activation.Input;
            var dX = backward.NewGradient(activation.Input);
            backward.Add(new ActivationGradientOperation(activation.Layer, activation.Kind, activation.Alpha, source, dY, dX), activation.Input, dX);
        }),
        new Rule<SoftmaxOperation>((backward, softmax, dY) =>
        {
            var dX = backward.NewGradient(softmax.Input);
            backward.Add(new SoftmaxGradientOperation(softmax.Layer, softmax.Output, dY, dX), softmax.Input, dX);
        }),
        new Rule<DropoutOperation>((backward, dropout, dY) =>
        {
            // The same mask once more: it is a function of seed, step, layer and element.
            var dX = backward.NewGradient(dropout.Input);
            backward.Add(dropout with { Input = dY, Output = dX }, dropout.Input, dX);
        }),
        new Rule<BatchNormOperation>((backward, norm, dY) =>
        {
            var dX = backward.NewGradient(norm.Input);
            backward.Add(
                new BatchNormGradientOperation(norm.Layer, norm.Input, norm.Mean!, norm.InverseDeviation!, dY, dX, norm.Scale, norm.Shift), norm.Input, dX);
        }),
        new Rule<LayerNormOperation>((backward, norm, dY) =>
        {
            var dX = backward.NewGradient(norm.Input);
            backward.Add(new LayerNormGradientOperation(norm.Layer, norm.Input, dY, dX, norm.Scale, norm.Shift), norm.Input, dX);
        }),
        new Rule<AddOperation>((backward, add, dY) =>
        {
            backward.Accumulate(add.Left, dY);
            if (add.Factor == 1)
            {
                backward.Accumulate(add.Right, dY);
                return;
            }

            var dX = backward.NewGradient(add.Right);
            backward.Add(new ScaleOperation(add.Layer, dY, dX, add.Factor), add.Right, dX);
        }),
        new Rule<PadOperation>((_, _, _) => { }),
        new Rule<ConvolutionOperation>((backward, convolution, dY) =>
        {
            backward.Add(new ConvolutionWeightGradientOperation(convolution.Layer, convolution.Input, dY, convolution.Weight, convolution.Bias, convolution.Window));
            var dX = backward.NewGradient(convolution.Input);
            backward.Add(new ConvolutionInputGradientOperation(convolution.Layer, dY, convolution.Weight, dX, convolution.Window), convolution.Input, dX);
        }),
        new Rule<PadImageOperation>((backward, pad, dY) =>
        {
            var dX = backward.NewGradient(pad.Input);
            backward.Add(new CropImageOperation(pad.Layer, dY, dX, pad.Before), pad.Input, dX);
        }),
        new Rule<MaxPoolOperation>((backward, pool, dY) =>
        {
            var dX = backward.NewGradient(pool.Input);
            backward.Add(new MaxPoolGradientOperation(pool.Layer, pool.Input, pool.Output, dY, dX, pool.Window), pool.Input, dX);
        }),
        new Rule<AveragePoolOperation>((backward, pool, dY) =>
        {
            var dX = backward.NewGradient(pool.Input);
            backward.Add(new AveragePoolGradientOperation(pool.Layer, dY, dX, pool.Window), pool.Input, dX);
        }),
        new Rule<GlobalAveragePoolOperation>((backward, pool, dY) =>
        {
            var dX = backward.NewGradient(pool.Input);
            backward.Add(new GlobalAveragePoolGradientOperation(pool.Layer, dY, dX), pool.Input, dX);
        }),
    }.ToDictionary(rule => rule.Operation);

    private sealed class Rule<T>(Action<BackwardBuilder, T, Value> differentiate) : GradientRule
        where T : Operation
    {
        public override Type Operation => typeof(T);

        public override void Differentiate(BackwardBuilder backward, Operation operation, Value outputGradient) =>
            differentiate(backward, (T)operation, outputGradient);
    }
}
