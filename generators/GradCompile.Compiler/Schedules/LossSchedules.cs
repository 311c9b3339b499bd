using System;
using System.Collections.Generic;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>The losses. Each has a routine for the loss alone and one that stores its gradient by the outputs as well.</summary>
internal static class LossSchedules
{
    /// <summary>Whether class labels make sense beside float targets.</summary>
    public static bool TakesLabels(LossKind kind, int outputs) =>
        kind == LossKind.SoftmaxCrossEntropy || (kind == LossKind.SigmoidCrossEntropy && outputs == 1);

    /// <summary>The name of the routine: outputs (padded), targets or labels (as the caller has them), gradient if any, rows, batch rows.</summary>
    public static string Routine(RoutineBook book, Target target, LossKind kind, int outputs, bool labels, bool gradient) =>
        book.Get($"loss {kind} {outputs} {labels} {gradient}", $"{kind}{(gradient ? "Gradient" : "")}{(labels ? "OfLabels" : "")}", name =>
            kind == LossKind.SoftmaxCrossEntropy
                ? SoftmaxCrossEntropy(name, target, outputs, labels, gradient)
                : ByElement(name, target, kind, outputs, labels, gradient));

    private static Routine SoftmaxCrossEntropy(string name, Target target, int outputs, bool labels, bool gradient)
    {
        // exp(z − max) goes where the gradient will stand, or nowhere if only the loss is asked for.
        var stride = Blocks.RoundUp(outputs);
        List<Statement> row = gradient
            ? SoftmaxSchedules.Exponentials(target, outputs, "z", "dz")
            :
            [
                .. RowReduction.Reduce(target, outputs, "max", "Max", double.NegativeInfinity, (max, i) => Vector("Max", max, Load(new Place("z", i)))),
                new LetStatement(LocalType.Vector, "shift", Broadcast("max")),
                .. RowReduction.Reduce(target, outputs, "sum", "Sum", 0, (sum, i) => sum + Function("Exp", Load(new Place("z", i)) - Name("shift"))),
            ];

        // Never max + ln Σ: of large logits, nothing would be left of the logarithm.
        row.Add(new LetStatement(LocalType.Float, "normalizer", Function("Log", Name("sum"))));
        if (labels)
        {
            row.Add(new LetIndexStatement("label", "Unsafe.Add(ref labels, row)"));
            row.Add(new AddToStatement("total", Name("normalizer") - (Element(new Place("z", "label")) - Name("max"))));
            if (gradient)
            {
                row.Add(new LetStatement(LocalType.Vector, "share", Broadcast(Name("scale") / Name("sum"))));
                row.AddRange(OverFeatures(target, outputs, (i, _) => [new StoreStatement(new Place("dz", i), Load(new Place("dz", i)) * Name("share"))]));
                row.Add(new StoreElementStatement(new Place("dz", "label"), Element(new Place("dz", "label")) - Name("scale")));
            }
        }
        else
        {
            row.AddRange(OverTargets(target, outputs, (i, t, _) =>
                [Accumulate(target, i, Fma(t, Broadcast("normalizer") - (Load(new Place("z", i)) - Name("shift")), Name(Part(target, i))))], "loss"));
            row.Add(new AddToStatement("total", OverLanes(target, "Sum", "loss")));
            if (gradient)
            {
                row.AddRange(OverTargets(target, outputs, (i, t, _) => [new SetStatement(Part(target, i, "mass"), Name(Part(target, i, "mass")) + t)], "mass"));
                row.Add(new LetStatement(LocalType.Vector, "share", Broadcast(OverLanes(target, "Sum", "mass") / Name("sum"))));
                row.AddRange(OverTargets(target, outputs, (i, t, _) =>
                    [new StoreStatement(new Place("dz", i), ((Load(new Place("dz", i)) * Name("share")) - t) * Broadcast("scale"))], null));
            }

            row.Add(new AdvanceStatement("targets", outputs));
        }

        var formula = labels ? "mean over rows of ln Σ exp(z − max) − (z[label] − max)" : "mean over rows of Σ t·(ln Σ exp(z − max) − (z − max))";
        return Finish(name, formula + (!gradient ? "" : labels ? ", dz = (softmax(z) − 1 at the label)/rows" : ", dz = (softmax(z)·Σt − t)/rows"), row, 1, stride, labels, gradient);
    }

    private static Routine ByElement(string name, Target target, LossKind kind, int outputs, bool labels, bool gradient)
    {
        var stride = Blocks.RoundUp(outputs);
        var row = new List<Statement>(labels
            ? [new LetStatement(LocalType.Vector, "t", new CallExpression("Vector", "CreateScalar", [Name("(float)Unsafe.Add(ref labels, row)")])), .. Element(0, Name("t"), outputs == 1 ? FirstLane() : null), .. Tail()]
            : OverTargets(target, outputs, (i, t, mask) => Element(i, t, mask), "loss"));
        if (labels) row.InsertRange(0, DeclareBlock(target, "loss"));
        row.Add(new AddToStatement("total", OverLanes(target, "Sum", "loss")));
        if (!labels) row.Add(new AdvanceStatement("targets", outputs));
        return Finish(name, Formula(kind) + (gradient ? ", and its gradient dz" : ""), row, outputs, stride, labels, gradient);

        static Expression FirstLane() => new WidthCallExpression("PartialLanes", "First", "1");

        // The rest of the only block's padding, where a label is the one target.
        IEnumerable<Statement> Tail()
        {
            for (var i = target.Lanes; gradient && i < stride; i += target.Lanes) yield return new StoreStatement(new Place("dz", i), 0);
        }

        IEnumerable<Statement> Element(Index i, Expression t, Expression? mask)
        {
            var z = Load(new Place("z", i));
            var (loss, slope) = Term(kind, z, t);
            yield return Accumulate(target, i, Name(Part(target, i)) + Masked(mask, loss, 0));
            if (gradient) yield return new StoreStatement(new Place("dz", i), Masked(mask, slope * Broadcast("scale"), 0));
        }
    }

    private static string Formula(LossKind kind) => kind switch
    {
        LossKind.MeanSquaredError => "mean of (z − t)²",
        LossKind.MeanAbsoluteError => "mean of |z − t|",
        LossKind.Huber => "mean of ½(z − t)² where |z − t| < 1, else |z − t| − ½",
        _ => "mean of softplus(−|z|) + max(0, z) − z·t",
    };

    /// <summary>One element's loss and its slope by z.</summary>
    private static (Expression Loss, Expression Slope) Term(LossKind kind, Expression z, Expression t)
    {
        var d = z - t;
        return kind switch
        {
            LossKind.MeanSquaredError => (d * d, d * 2),
            LossKind.MeanAbsoluteError => (Abs(d), Select(Greater(d, 0), 1, Select(Less(d, 0), -1, d))),
            LossKind.Huber => (Select(Less(Abs(d), 1), d * d * 0.5, Abs(d) - 0.5), Clamp(d, -1, 1)),
            LossKind.SigmoidCrossEntropy => (Function("Softplus", -Abs(z)) + (Select(Less(z, 0), 0, z) - (z * t)), Function("Sigmoid", z) - t),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static Routine Finish(string name, string formula, List<Statement> row, int divisor, int stride, bool labels, bool gradient)
    {
        row.Add(new AdvanceStatement("z", stride));
        if (gradient) row.Add(new AdvanceStatement("dz", stride));
        var parameters = new List<RoutineParameter> { Ref("z"), labels ? new(ParameterType.LabelReference, "labels") : Ref("targets") };
        if (gradient) parameters.AddRange([Ref("dz"), new(ParameterType.LossReference, "losses")]);
        parameters.Add(Int("rows"));
        parameters.Add(Int("batchRows"));
        var divide = divisor == 1 ? "batchRows" : $"(batchRows * {Number(divisor)}.0)";
        if (!gradient)
        {
            return new Routine(
                name, [formula], parameters, true, false,
                [
                    new LetStatement(LocalType.Double, "total", Scalar(0)),
                    new LoopStatement("row", 0, "rows", 1, row),
                    new BlankStatement(),
                    new ReturnStatement(Name("total") / Name(divide)),
                ]);
        }

        return new Routine(
            name, [formula + "; the loss of each sixteen rows by itself, so that their sum is the same on any number of threads"], parameters, false, false,
            [
                new LetStatement(LocalType.Float, "scale", Name($"(float)(1 / {(divisor == 1 ? "(double)batchRows" : divide)})")),
                new LoopStatement("block", 0, "rows", Blocks.Lanes,
                [
                    new LetIndexStatement("end", "Math.Min(block + 16, rows)"),
                    new LetStatement(LocalType.Double, "total", Scalar(0)),
                    new LoopStatement("row", "block", "end", 1, row),
                    new StoreLossStatement("losses", "block / 16", Name("total") / Name(divide)),
                ]),
            ]);
    }

    /// <summary>Statements for every vector of a row and its targets, which stand without padding.</summary>
    /// <param name="block">The accumulator block to declare first, or null.</param>
    private static List<Statement> OverTargets(Target target, int outputs, Func<Index, Expression, Expression?, IEnumerable<Statement>> write, string? block)
    {
        var statements = new List<Statement>();
        if (block is not null) statements.AddRange(DeclareBlock(target, block));
        var whole = outputs / Blocks.Lanes * Blocks.Lanes;
        if (whole > 0)
        {
            var body = new List<Statement>();
            for (var v = 0; v < target.VectorsPerBlock; v++)
            {
                var i = (Index)"i" + (v * target.Lanes);
                body.AddRange(write(i, Load(new Place("targets", i)), null));
            }

            statements.Add(new LoopStatement("i", 0, whole, Blocks.Lanes, body));
        }

        for (var i = whole; i < Blocks.RoundUp(outputs); i += target.Lanes)
        {
            var valid = System.Math.Max(0, System.Math.Min(target.Lanes, outputs - i));
            Expression targets = valid == target.Lanes
                ? Load(new Place("targets", i))
                : valid == 0 ? 0 : new WidthCallExpression("PartialLanes", "Load", i == 0 ? $"ref targets, {Number(valid)}" : $"ref Unsafe.Add(ref targets, {Number(i)}), {Number(valid)}");
            statements.AddRange(write(i, targets, valid == target.Lanes ? null : new WidthCallExpression("PartialLanes", "First", Number(valid))));
        }

        return statements;
    }

    private static IEnumerable<Statement> DeclareBlock(Target target, string name)
    {
        foreach (var part in BlockNames(target, name)) yield return new LetStatement(LocalType.Vector, part, 0);
    }

    private static SetStatement Accumulate(Target target, Index offset, Expression value) => new(Part(target, offset), value);

    /// <summary>The accumulator of the vector at an offset: <c>i + 8</c> belongs to the second of a 256-bit block.</summary>
    private static string Part(Target target, Index offset, string name = "loss")
    {
        var constant = offset.Constant ?? (offset.Text.Contains("+") ? int.Parse(offset.Text.Substring(offset.Text.IndexOf('+') + 2), System.Globalization.CultureInfo.InvariantCulture) : 0);
        return BlockName(target, name, (int)(constant / target.Lanes));
    }
}
