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

/// <summary>The four matrix products of a dense layer, as calls of their routines.</summary>
internal static class DenseSchedules
{
    private const int LargeWeights = 1 << 20;

    /// <summary>Rows of a weight's gradient that are dealt out together: whole tiles, mostly.</summary>
    private const int GradientRows = 12;

    /// <summary>Weights that are transposed sooner than threads are called.</summary>
    private const int SmallTransposition = 1 << 13;

    /// <summary>y = φ(x·W + b).</summary>
    public static IEnumerable<Statement> Forward(
        PassBuilder pass, string layer, Value input, Value? sum, Value output, Parameter weight, Parameter? bias, ActivationKind kind, double alpha)
    {
        var (inputs, outputs) = (weight.Shape[1], weight.Shape[0]);
        var inputStride = pass.Stride(input);
        var activation = kind == ActivationKind.Identity ? null : VectorActivation.Table[kind];
        var isLate = activation?.IsValueCostly == true;
        var sumFormula = $"{(bias is null ? "" : "b[o] + ")}Σᵢ x[r, i]·W[i, o]";
        var key = $"dense {inputs} {outputs} {inputStride} {bias is not null} {kind} {Numbers.Text(alpha)} {sum is not null}";
        var formula = $"y[r, o] = {(activation is null ? sumFormula : string.Format(System.Globalization.CultureInfo.InvariantCulture, activation.Formula, "z") + ", z = " + sumFormula)},  {inputs} → {outputs}";
        var name = pass.Routine(key, RoutineBook.MethodStem(layer), unique => new MatrixSchedule(
            unique,
            $"Dense{Kind(kind, alpha)}{(bias is null ? "WithoutBias" : "")}{(sum is null ? "" : "AndSum")}",
            [$"{layer}: {formula}"],
            "x", "w", "y",
            "rows", Blocks.RoundUp(outputs), inputs, inputStride, 1, bias is not null,
            sum is null ? [] : ["z"],
            (total, offset) => Store(total, offset),
            isLate ? offset => [new StoreStatement(new Place("y", offset), activation!.Value(Load(new Place(sum is null ? "y" : "z", offset)), alpha))] : null)
        {
            TileFormula = $"y[r, o] = {(activation is null ? sumFormula : string.Format(System.Globalization.CultureInfo.InvariantCulture, activation.Formula, "z") + ", z = " + sumFormula)}",
            HasPanels = Panels.Holds(weight),
            IsCutByColumns = IsLarge(Blocks.RoundUp(outputs), inputs),
        });

        var arguments = new List<Argument> { pass.Place(input), pass.Place(weight) };
        if (bias is not null) arguments.Add(pass.Place(bias));
        arguments.Add(pass.Place(output));
        if (sum is not null) arguments.Add(pass.Place(sum));
        arguments.Add((Index)"rows");
        yield return Cut(name, arguments, Blocks.RoundUp(outputs), inputs, Panels.Holds(weight), pass.Target);

        IEnumerable<Statement> Store(Expression total, Index offset)
        {
            if (sum is not null) yield return new StoreStatement(new Place("z", offset), total);
            if (isLate && sum is not null) yield break;
            yield return new StoreStatement(new Place("y", offset), activation is null || isLate ? total : activation.Value(total, alpha));
        }
    }

    /// <summary>dX = dY·W, times the slope of the activation in front of the weights if it is fused.</summary>
    public static IEnumerable<Statement> InputGradient(
        PassBuilder pass, string layer, Value outputGradient, Parameter weight, Value inputGradient, (ActivationKind Kind, double Alpha, Value Source)? slope)
    {
        var (inputs, outputs) = (weight.Shape[1], weight.Shape[0]);
        var columns = Blocks.RoundUp(inputs);
        var activation = slope is { } s ? VectorActivation.Table[s.Kind] : null;
        var alpha = slope?.Alpha ?? 0;
        var isLate = activation?.IsDerivativeCostly == true;
        var key = $"dense input gradient {inputs} {outputs} {slope?.Kind} {Numbers.Text(alpha)}";
        var name = pass.Routine(key, RoutineBook.MethodStem(layer) + "InputGradient", unique => new MatrixSchedule(
            unique,
            $"InputGradient{(slope is { } of ? "Of" + Kind(of.Kind, alpha) : "")}",
            [$"{layer}: dx[r, i] = {(activation is null ? "" : "φ′[r, i]·")}Σₒ dy[r, o]·W[i, o],  {outputs} → {inputs}, with W transposed so that its lanes run along i"],
            "dy", "w", "dx",
            "rows", columns, outputs, Blocks.RoundUp(outputs), 1, false,
            activation is null ? [] : ["source"],
            (total, offset) => [new StoreStatement(
                new Place("dx", offset),
                activation is null || isLate ? total : activation.Derivative(total, Load(new Place("source", offset)), alpha))],
            isLate ? offset => [new StoreStatement(new Place("dx", offset), activation!.Derivative(Load(new Place("dx", offset)), Load(new Place("source", offset)), alpha))] : null)
        {
            TileFormula = $"dx[r, i] = {(activation is null ? "" : "φ′[r, i]·")}Σₒ dy[r, o]·W[i, o]",
            HasPanels = Panels.Holds(weight),
            IsCutByColumns = IsLarge(columns, outputs),
        });

        var transposed = pass.Transposed;
        if (Panels.Holds(weight))
        {
            yield return new CallStatement(
                "Filters.Transpose", [pass.Place(weight), (Index)outputs, (Index)inputs, (Index)1, transposed, (Index)"from", (Index)"to"], Split: new Split(Panels.Of(outputs).Count));
        }
        else
        {
            yield return inputs * outputs <= SmallTransposition
                ? new CallStatement(
                    "Matrices.Transpose", [pass.Place(weight), (Index)inputs, (Index)outputs, (Index)Blocks.RoundUp(outputs), transposed, (Index)columns], Split: Split.None)
                : new CallStatement(
                    "Matrices.Transpose",
                    [pass.Place(weight).At("from"), (Index)inputs, (Index)"to - from", (Index)Blocks.RoundUp(outputs), transposed.At((Index)"from" * columns), (Index)columns],
                    Split: new Split(outputs, Blocks.Lanes));
        }

        var arguments = new List<Argument> { pass.Place(outputGradient), transposed, pass.Place(inputGradient) };
        if (slope is { } fused) arguments.Add(pass.Place(fused.Source));
        arguments.Add((Index)"rows");
        yield return Cut(name, arguments, columns, outputs, Panels.Holds(weight), pass.Target);
    }

    /// <summary>dW = Xᵀ·dY and db = Σ dY.</summary>
    public static IEnumerable<Statement> WeightGradient(PassBuilder pass, string layer, Value input, Value outputGradient, Parameter weight, Parameter? bias)
    {
        var (inputs, outputs) = (weight.Shape[1], weight.Shape[0]);
        var inputStride = pass.Stride(input);
        var columns = Blocks.RoundUp(outputs);
        var name = pass.Routine($"dense weight gradient {inputs} {outputs} {inputStride}", RoutineBook.MethodStem(layer) + "WeightGradient", unique => new MatrixSchedule(
            unique,
            "WeightGradient",
            [$"{layer}: dW[i, o] = Σᵣ x[r, i]·dy[r, o],  {inputs} × {outputs}"],
            "x", "dy", "dw",
            inputs, columns, "rows", 1, inputStride, false, [],
            (total, offset) => [new StoreStatement(new Place("dw", offset), total)])
        {
            TileFormula = "dW[i, o] = Σᵣ x[r, i]·dy[r, o]",
            MakesPanels = Panels.Holds(weight),
        });
        yield return new CallStatement(
            name, [pass.Place(input), pass.Place(outputGradient), pass.Gradient(weight), (Index)"rows", (Index)"from", (Index)"to"],
            Split: new Split(inputs, GradientRows));
        if (bias is not null) yield return ColumnSums.Call(pass, columns, pass.Place(outputGradient), pass.Gradient(bias), "rows");
    }

    /// <summary>An activation's name, with its parameter where it has one: <c>LeakyReLU0_01</c>.</summary>
    private static string Kind(ActivationKind kind, double alpha) => kind switch
    {
        ActivationKind.Identity => "",
        ActivationKind.LeakyReLU or ActivationKind.ELU => kind + new string([.. Numbers.Text(alpha).Select(c => char.IsLetterOrDigit(c) ? c : c == '-' ? 'm' : '_')]),
        _ => kind.ToString(),
    };

    /// <summary>Weights so many that each thread had better read its own: a product with them is cut by columns.</summary>
    private static bool IsLarge(int columns, int depth) => (long)columns * depth >= LargeWeights;

    private static CallStatement Cut(string routine, List<Argument> arguments, int columns, int depth, bool hasPanels, Target target) => IsLarge(columns, depth)
        ? new CallStatement(
            routine, [.. arguments, (Index)"from", (Index)"to"], Split: new Split(hasPanels ? Panels.Of(columns).Count : MatrixSchedule.ColumnUnits(target, columns)))
        : new CallStatement(routine, arguments);
}
