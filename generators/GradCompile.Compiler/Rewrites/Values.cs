using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>The same operation over other values.</summary>
internal static class Values
{
    public static Operation Map(Operation operation, Func<Value, Value> map) => operation switch
    {
        DenseOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        DenseActivationOperation o => o with { Input = map(o.Input), Sum = o.Sum is null ? null : map(o.Sum), Output = map(o.Output) },
        DenseWeightGradientOperation o => o with { Input = map(o.Input), OutputGradient = map(o.OutputGradient) },
        DenseInputGradientOperation o => o with { OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        DenseInputActivationGradientOperation o => o with { OutputGradient = map(o.OutputGradient), Source = map(o.Source), InputGradient = map(o.InputGradient) },
        ActivationOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        ActivationGradientOperation o => o with { Source = map(o.Source), OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        SoftmaxOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        SoftmaxGradientOperation o => o with { Result = map(o.Result), OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        DropoutOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        BatchNormOperation o => o with { Input = map(o.Input), Output = map(o.Output), Mean = o.Mean is null ? null : map(o.Mean), InverseDeviation = o.InverseDeviation is null ? null : map(o.InverseDeviation) },
        BatchNormGradientOperation o => o with
        {
            Input = map(o.Input), Mean = map(o.Mean), InverseDeviation = map(o.InverseDeviation), OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient),
        },
        LayerNormOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        LayerNormGradientOperation o => o with { Input = map(o.Input), OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        AddOperation o => o with { Left = map(o.Left), Right = map(o.Right), Output = map(o.Output) },
        ScaleOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        FlattenOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        LossOperation o => o with { Logits = map(o.Logits), Gradient = map(o.Gradient) },
        PadOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        ConvolutionOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        ConvolutionWeightGradientOperation o => o with { Input = map(o.Input), OutputGradient = map(o.OutputGradient), Partials = o.Partials is null ? null : map(o.Partials) },
        ConvolutionInputGradientOperation o => o with { OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        PadImageOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        CropImageOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        MaxPoolOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        MaxPoolGradientOperation o => o with { Input = map(o.Input), Result = map(o.Result), OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        AveragePoolOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        AveragePoolGradientOperation o => o with { OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        GlobalAveragePoolOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        GlobalAveragePoolGradientOperation o => o with { OutputGradient = map(o.OutputGradient), InputGradient = map(o.InputGradient) },
        ArrangeOperation o => o with { Input = map(o.Input), Output = map(o.Output) },
        _ => throw new InvalidOperationException($"{operation.GetType().Name} is unknown to the rewrites."),
    };
}
