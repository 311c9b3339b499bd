using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Operations that take each element by itself. Rows are padded to whole blocks, so the batch is one flat vector.</summary>
internal static class ElementwiseSchedules
{
    public static Statement Activation(PassBuilder pass, ActivationOperation operation)
    {
        var activation = VectorActivation.Table[operation.Kind];
        var formula = "y = " + string.Format(System.Globalization.CultureInfo.InvariantCulture, activation.Formula, "x");
        return Map(
            pass, $"{operation.Kind} {Numbers.Text(operation.Alpha)}", $"{operation.Kind}", formula, operation.Output, [operation.Input],
            x => activation.Value(x[0], operation.Alpha));
    }

    public static Statement ActivationGradient(PassBuilder pass, ActivationGradientOperation operation)
    {
        var activation = VectorActivation.Table[operation.Kind];
        var isByOutput = activation.DerivativeReads == DerivativeSource.Output;
        return Map(
            pass, $"{operation.Kind} {Numbers.Text(operation.Alpha)} gradient", $"{operation.Kind}Gradient", $"dx = dy·φ′(x), φ = {operation.Kind}{(isByOutput ? ", by y = φ(x)" : "")}",
            operation.InputGradient, [operation.OutputGradient, operation.Source],
            x => activation.Derivative(x[0], x[1], operation.Alpha), ["dy", isByOutput ? "y" : "x", "dx"]);
    }

    public static Statement Add(PassBuilder pass, AddOperation operation) => Map(
        pass, $"add {Numbers.Text(operation.Factor)}", "Add", operation.Factor == 1 ? "y = x0 + x1" : $"y = x0 + {Numbers.Text(operation.Factor)}·x1",
        operation.Output, [operation.Left, operation.Right],
        x => operation.Factor == 1 ? x[0] + x[1] : Fma(x[1], operation.Factor, x[0]));

    public static Statement Scale(PassBuilder pass, ScaleOperation operation) => Map(
        pass, $"scale {Numbers.Text(operation.Factor)}", "Scale", $"y = {Numbers.Text(operation.Factor)}·x",
        operation.Output, [operation.Input], x => x[0] * operation.Factor);

    /// <summary>y = m ⊙ x / (1 − rate): the mask is drawn anew wherever it is needed, and stored nowhere.</summary>
    public static IEnumerable<Statement> Dropout(PassBuilder pass, DropoutOperation operation)
    {
        var target = pass.Target;
        var stride = pass.Stride(operation.Output);
        var rate = (float)operation.Rate;
        var scale = 1 / (1 - rate);
        var threshold = (uint)Math.Round(operation.Rate * 4294967296.0);
        var name = pass.Write(
            $"dropout {Numbers.Text(operation.Rate)} {stride}", RoutineBook.MethodStem(operation.Layer),
            unique => OverRows(
                unique, $"y = m·x / (1 − {Numbers.Text(operation.Rate)}), m = 1 with probability {Numbers.Text(1 - operation.Rate)}, else 0", ["x", "y"],
                [new LoopStatement("i", 0, (Index)"rows" * stride, target.Lanes, [new StoreStatement(
                    new Place("y", "i"),
                    Load(new Place("x", "i")) * new WidthCallExpression("DropoutMask", "Keep", $"key0, key1, (uint)(first + i), {threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)}u, {Text(scale)}"))])],
                Int("first"), new RoutineParameter(ParameterType.UInt, "key0"), new RoutineParameter(ParameterType.UInt, "key1")));
        var key = $"pass.DropoutKey({Number(operation.Index)})";
        yield return new CallStatement(
            name, [pass.Place(operation.Input), pass.Place(operation.Output), pass.Rows(operation.Output), (Index)stride * "from", (Index)$"{key}.Item1", (Index)$"{key}.Item2"]);

        static string Text(float value) => value.ToString("G9", System.Globalization.CultureInfo.InvariantCulture) + "f";
    }

    private static CallStatement Map(
        PassBuilder pass, string key, string stem, string formula, Value output, IReadOnlyList<Value> inputs, Func<IReadOnlyList<Expression>, Expression> map,
        IReadOnlyList<string>? names = null)
    {
        var target = pass.Target;
        var isOfPixels = output.Arrangement == Arrangement.Pixels;
        var stride = isOfPixels ? pass.View(output).Pixel : pass.Stride(output);
        var references = new List<string>();
        var loads = new List<Expression>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var reference = names?[i] ?? (inputs.Count == 1 ? "x" : $"x{Number(i)}");
            references.Add(reference);
            loads.Add(Load(new Place(reference, "i")));
        }

        var result = names?[inputs.Count] ?? "y";
        references.Add(result);
        var name = pass.Write($"map {key} {Number(stride)}", stem, unique => OverRows(
            unique, formula + ", element by element", references,
            [new LoopStatement("i", 0, (Index)"rows" * stride, target.Lanes, [new StoreStatement(new Place(result, "i"), map(loads))])]));
        return isOfPixels
            ? PixelRange.Call(name, pass, output, [.. inputs.Append(output).Select(pass.Place)])
            : new CallStatement(name, [.. inputs.Append(output).Select(value => (Argument)pass.Place(value)), pass.Rows(output)]);
    }
}
