using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>The passes of a convolution, as calls of the routines that suit its arrangement.</summary>
internal static class ConvolutionSchedules
{
    public static IEnumerable<Statement> Forward(PassBuilder pass, ConvolutionOperation operation)
    {
        var (x, y) = (pass.View(operation.Input), pass.View(operation.Output));
        var (outputs, depth, size) = (operation.Weight.Shape[0], operation.Weight.Shape[1], operation.Window.Size);
        var geometry = ConvolutionGeometry.Forward(x, y, operation.Window);
        var activation = operation.Kind == ActivationKind.Identity ? null : VectorActivation.Table[operation.Kind];
        var isLate = activation is not null && (activation.IsValueCostly || (operation.Input.Arrangement == Arrangement.Pixels && PixelConvolution.IsCut(size, size, depth)));
        var sum = $"{(operation.Bias is null ? "" : "b[o] + ")}Σ x[i + u, j + v, c]·W[u, v, c, o]";
        var formula = activation is null || isLate ? sum : string.Format(CultureInfo.InvariantCulture, activation.Formula, "z") + ", z = " + sum;
        var key = $"convolution {operation.Input.Arrangement} {outputs} {depth} {x.Height} {x.Width} {x.Pixel} {geometry} {operation.Bias is not null} {(isLate ? ActivationKind.Identity : operation.Kind)} {Numbers.Text(operation.Alpha)}";
        var name = operation.Input.Arrangement == Arrangement.Lines
            ? pass.Write(key, RoutineBook.MethodStem(operation.Layer), unique => new LineConvolution(
                unique, $"{operation.Layer}: y[i, j, o] = {formula},  {size}×{size}×{depth} → {outputs}", size, LineView.Of(operation.Input), LineView.Of(operation.Output),
                operation.Bias is not null, activation is null || isLate ? null : total => activation.Value(total, operation.Alpha)).ToRoutine(pass.Book, pass.Target))
            : Routine(
            pass, operation.Input.Arrangement, key, RoutineBook.MethodStem(operation.Layer), $"{operation.Layer}: y[i, j, o] = {formula},  {size}×{size}×{depth} → {outputs}", geometry, x, y, depth, outputs,
            size * size, Blocks.RoundUp(outputs), 1, operation.Bias is not null,
            activation is null || isLate ? "" : $"{operation.Kind}{(operation.Alpha == 0 ? "" : Numbers.Text(operation.Alpha).Replace('.', '_').Replace('-', '_').Replace('+', '_'))}", activation is null || isLate ? null : total => activation.Value(total, operation.Alpha));
        var arguments = new List<Argument> { pass.Place(operation.Input), pass.Place(operation.Weight) };
        if (operation.Bias is not null) arguments.Add(pass.Place(operation.Bias));
        arguments.Add(pass.Place(operation.Output));
        yield return Call(name, operation.Input.Arrangement, arguments, pass.Rows(operation.Output), geometry, outputs);
        if (isLate) yield return ElementwiseSchedules.Activation(pass, new ActivationOperation(operation.Layer, operation.Output, operation.Output, operation.Kind, operation.Alpha));
    }

    /// <summary>dX: the kernel turned round, with its inputs and outputs exchanged, over dY.</summary>
    public static IEnumerable<Statement> InputGradient(PassBuilder pass, ConvolutionInputGradientOperation operation)
    {
        var (dy, dx) = (pass.View(operation.OutputGradient), pass.View(operation.InputGradient));
        var (outputs, inputs, size) = (operation.Weight.Shape[0], operation.Weight.Shape[1], operation.Window.Size);
        var isPixels = operation.OutputGradient.Arrangement == Arrangement.Pixels;
        var weights = pass.Place(operation.Weight);
        if (isPixels)
        {
            var transposed = pass.Transposed;
            yield return new CallStatement(
                "Filters.Transpose", [weights, (Index)outputs, (Index)inputs, (Index)(size * size), transposed, (Index)"from", (Index)"to"],
                Split: new Split(Panels.Of(outputs).Count * size * size));
            weights = transposed;
        }

        if (!ConvolutionGeometry.CoversInput(operation.Window))
        {
            yield return new CallStatement("Images.Clear", [pass.Place(operation.InputGradient), dx.Images * dx.Size]);
        }

        foreach (var geometry in ConvolutionGeometry.InputGradient(dy, dx, operation.Window))
        {
            var key = $"convolution input gradient {operation.OutputGradient.Arrangement} {inputs} {outputs} {size} {dy.Height} {dy.Pixel} {dx.Height} {dx.Width} {dx.Pixel} {geometry}";
            var name = Routine(
                pass, operation.OutputGradient.Arrangement, key, RoutineBook.MethodStem(operation.Layer) + "InputGradient",
                $"{operation.Layer}: dx[i, j, c] = Σ dy[i − u, j − v, o]·W[u, v, c, o],  {size}×{size}×{outputs} → {inputs}", geometry, dy, dx, outputs, inputs, size * size, 1, Blocks.RoundUp(outputs), false, "", null);
            yield return Call(
                name, operation.OutputGradient.Arrangement, [pass.Place(operation.OutputGradient), weights, pass.Place(operation.InputGradient)], pass.Rows(operation.InputGradient),
                geometry, inputs);
        }
    }

    public static IEnumerable<Statement> WeightGradient(PassBuilder pass, ConvolutionWeightGradientOperation operation)
    {
        var isPixels = operation.OutputGradient.Arrangement == Arrangement.Pixels;
        foreach (var call in isPixels ? PixelWeightGradient.Calls(pass, operation) : SampleWeightGradient.Calls(pass, operation)) yield return call;
        if (operation.Bias is null || !isPixels) yield break;
        var (rows, stride) = pass.Pixels(operation.OutputGradient);
        yield return ColumnSums.Call(pass, stride, pass.Place(operation.OutputGradient), pass.Gradient(operation.Bias), rows);
    }

    private static CallStatement Call(string routine, Arrangement arrangement, IReadOnlyList<Argument> places, Index rows, ConvolutionGeometry geometry, int outputs) =>
        arrangement == Arrangement.Pixels ? PixelConvolution.Call(routine, places, geometry, outputs) : new CallStatement(routine, [.. places, rows]);

    /// <param name="depthStride">With samples in the lanes: floats from the weight of one channel read to the next.</param>
    /// <param name="outputStride">With samples in the lanes: floats from the weight of one channel written to the next.</param>
    private static string Routine(
        PassBuilder pass, Arrangement arrangement, string key, string stem, string formula, ConvolutionGeometry geometry, ImageView read, ImageView write,
        int depth, int outputs, int taps, int depthStride, int outputStride, bool hasBias, string epilogueKey, System.Func<Expression, Expression>? epilogue) =>
        pass.Write(key, stem, unique => arrangement == Arrangement.Pixels
            ? new PixelConvolution(unique, formula, geometry, read, write, depth, outputs, taps, hasBias, epilogueKey, epilogue).ToRoutine(pass.Book, pass.Target)
            : new SampleConvolution(unique, formula, geometry, read, write, depth, outputs, taps, depthStride, outputStride, hasBias, epilogue).ToRoutine(pass.Book, pass.Target));
}
