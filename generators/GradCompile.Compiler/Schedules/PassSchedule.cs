using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A whole pass over a graph: steps, one after the other, each of which several threads may share. Neighbouring operations that work
/// on each row by itself are one step, cut by rows; what runs over all rows, as a weight's gradient, is cut along its results. Every
/// number is computed by one thread in one order, so that the bits do not depend on how many there are.
/// </summary>
internal static class PassSchedule
{
    /// <summary>Operations in one step; each names about five references, and a method with thousands of locals is beyond the JIT's patience.</summary>
    private const int StepOperations = 60;

    /// <summary>Floats that a chunk of rows may touch: about three quarters of a 1 MiB second-level cache.</summary>
    private const int CacheFloats = 192 * 1024;

    private const int MostChunkRows = 1024;

    /// <summary>Weights that stay in the second-level cache beside the rows.</summary>
    private const int SmallWeights = 64 * 1024;

    private const int RowsOfLargeWeights = 128;

    public static void Write(RoutineBook book, PassBuilder pass, Graph graph, string name, string summary)
    {
        var steps = Steps(pass, graph.Operations);
        book.Get($"pass {name}", name, unique =>
        {
            var calls = new List<Statement>();
            var repeated = new List<Statement>();
            for (var i = 0; i < steps.Count; i++)
            {
                var step = steps[i];
                var routine = book.Get($"pass {name} {Number(i)}", $"{name}_{step.Stem}", stepName => new Routine(stepName, [step.Title], StepParameters, false, false, Body(pass, step), IsPass: true));
                var arguments = new List<Argument> { (Plans.Index)routine };
                if (step.Split is not null) arguments.Add(step.Split.Units);
                arguments.Add(step.Split is null ? step.Grain(pass) : step.Split.Grain);
                if (step.Split is null) arguments.Add((Plans.Index)step.Chunk(pass));
                if (step.Repetition is not null) arguments.Add((Plans.Index)"repeat");
                var target = step.Repetition is null ? calls : repeated;
                target.Add(new CommentStatement(step.Title));
                target.Add(new CallStatement(step.Split is null ? "pass.OverRows" : "pass.Over", arguments));
                if (step.Repetition is null || (i + 1 < steps.Count && steps[i + 1].Repetition == step.Repetition)) continue;
                calls.Add(new CommentStatement($"{Number(step.Repetition.Count)} equal blocks, under the names of the first"));
                calls.Add(new LoopStatement("repeat", 0, step.Repetition.Count, 1, repeated));
                repeated = [];
            }

            return new Routine(unique, [summary], [new RoutineParameter(ParameterType.Pass, "pass")], false, true, calls, IsPass: true);
        });
    }

    /// <summary>The places that calls name, in the order in which they first do.</summary>
    public static IReadOnlyList<Declaration> Places(PassBuilder pass, IEnumerable<Statement> statements)
    {
        var places = new List<Declaration>();
        foreach (var call in Calls(statements))
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Place is { } place && pass.Declaration(place.Reference) is { } declaration && !places.Contains(declaration)) places.Add(declaration);
            }
        }

        return places;
    }

    private static readonly RoutineParameter[] StepParameters = [new(ParameterType.Pass, "pass"), Int("from"), Int("to"), Int("repeat")];

    /// <summary>Calls that are shared among threads in one way.</summary>
    /// <param name="Split">How; null by rows.</param>
    /// <param name="Repetition">The loop that the step belongs to, or null.</param>
    public sealed record Step(Split? Split, Repetition? Repetition)
    {
        public List<(string Heading, Statement Statement)> Statements { get; } = [];

        /// <summary>The operation of each statement.</summary>
        public List<Operation> Operations { get; } = [];

        /// <summary>Rows are dealt out in multiples of it: whole pieces of the batch where a sum is taken over each, whole blocks where samples lie in the lanes and for the loss, single images where channels do, else enough for a tile.</summary>
        public Plans.Index Grain(PassBuilder pass) => HasPieces ? $"pass.PieceRows({Number(pass.Pieces)})" : Multiple;

        private bool HasPieces => Operations.Any(o => o is ConvolutionWeightGradientOperation { Partials: not null });

        private int Multiple => (Has(Arrangement.Pixels) || Has(Arrangement.Lines)) && !Has(Arrangement.Samples) ? 1 : Blocks.Lanes;

        /// <summary>Whether the operation can share rows with those before it: the loss goes by blocks, images with channels in the lanes go one by one.</summary>
        public bool Suits(Operation operation) => Operations.Count == 0 || !(operation is LossOperation || Operations.Any(o => o is LossOperation))
            || (!Has(Arrangement.Pixels) && !operation.Inputs.Concat(operation.Outputs).Any(v => v.Arrangement == Arrangement.Pixels));

        /// <summary>
        /// Rows that are worked on together, through all operations of the step: as many as stay in the cache, but enough to read large
        /// weights for.
        /// </summary>
        public int Chunk(PassBuilder pass)
        {
            var values = Operations.SelectMany(o => o.Inputs.Concat(o.Outputs)).Where(v => v.Extent != Extent.Batch).Distinct();
            var weights = Operations.SelectMany(o => o.Reads).Distinct().Sum(p => p.Size);
            var rows = CacheFloats / System.Math.Max(1, values.Sum(v => (long)pass.Stride(v)));
            if (weights > SmallWeights) rows = System.Math.Max(rows, RowsOfLargeWeights);
            return HasPieces ? Blocks.Lanes : (int)System.Math.Min(MostChunkRows, System.Math.Max(1, rows / Multiple) * Multiple);
        }

        private bool Has(Arrangement arrangement) => Operations.Any(o => o.Inputs.Concat(o.Outputs).Any(v => v.Arrangement == arrangement));

        /// <summary>The same as part of a name: <c>Dense1ToLoss</c>, <c>Dense2_WeightGradient</c>.</summary>
        public string Stem
        {
            get
            {
                var layers = Statements.Select(s => s.Heading).Where(h => h.Length > 0).Distinct().Select(RoutineBook.Capitalized).ToList();
                var where = layers.Count == 0 ? "Step" : layers.Count == 1 ? layers[0] : $"{layers[0]}To{layers[layers.Count - 1]}";
                if (Split is null) return where;
                var work = ((CallStatement)Statements[0].Statement).Routine;
                work = work.Substring(work.LastIndexOf('.') + 1);
                return layers.Count == 1 && work.StartsWith(where, System.StringComparison.Ordinal) ? $"{where}_{work.Substring(where.Length).TrimStart('_')}".TrimEnd('_') : $"{where}_{work}";
            }
        }

        /// <summary>The layers, and what is done to them.</summary>
        public string Title
        {
            get
            {
                var headings = Statements.Select(s => s.Heading).Where(h => h.Length > 0).Distinct().ToList();
                var layers = headings.Count <= 4 ? string.Join(", ", headings) : $"{headings[0]} … {headings[headings.Count - 1]}";
                var work = Split is null ? "row by row" : ((CallStatement)Statements[0].Statement).Routine;
                return layers.Length == 0 ? work : $"{layers}: {work}";
            }
        }
    }

    /// <summary>The steps of a pass; of equal blocks, those of the first.</summary>
    public static IReadOnlyList<Step> Steps(PassBuilder pass, EquatableArray<Operation> operations)
    {
        var starts = RepetitionFinder.Find(pass, operations).ToDictionary(r => r.Start);
        var steps = new List<Step>();
        var waiting = new List<Step>();
        var heading = "";
        for (var i = 0; i < operations.Count;)
        {
            starts.TryGetValue(i, out var repetition);
            for (var end = i + (repetition?.Length ?? 1); i < end; i++)
            {
                var operation = operations[i];
                if (operation is LossOperation) heading = "loss";
                else if (operation.Layer.Length > 0) heading = operation.Layer;
                foreach (var statement in OperationSchedules.Of(pass, operation))
                {
                    var split = (statement as CallStatement)?.Split;
                    if (split?.CanWait == true && repetition is null)
                    {
                        var step = new Step(split, null);
                        step.Statements.Add((heading, statement));
                        step.Operations.Add(operation);
                        waiting.Add(step);
                        continue;
                    }

                    var last = steps.LastOrDefault();
                    if (last is null || split is not null || last.Split is not null || last.Repetition != repetition || last.Statements.Count >= StepOperations || !last.Suits(operation))
                    {
                        steps.Add(last = new Step(split, repetition));
                    }

                    last.Statements.Add((heading, statement));
                    last.Operations.Add(operation);
                }
            }

            if (repetition is not null) i += repetition.Length * (repetition.Count - 1);
        }

        return [.. steps, .. waiting];
    }

    private static List<Statement> Body(PassBuilder pass, Step step)
    {
        var body = new List<Statement>();
        var isByRows = step.Split is null;
        var statements = step.Statements.Select(s => s.Statement).ToList();
        var own = pass.DeclareOwn(Places(pass, statements)).ToList();
        var usesCapacity = Uses(statements, "capacity") || (own.Count > 0 && pass.ShareRows == "capacity");
        if (Uses(statements, "rows") || (isByRows && usesCapacity) || own.Count > 0) body.Add(new LetIndexStatement("rows", isByRows ? "to - from" : "pass.Rows"));
        if (usesCapacity) body.Add(new LetIndexStatement("capacity", isByRows ? "(rows + 15) & -16" : "pass.Capacity"));
        body.AddRange(own);
        var declared = new HashSet<string>();
        var heading = "";
        foreach (var (title, statement) in step.Statements)
        {
            if (title != heading && title.Length > 0)
            {
                if (body.Count > 0) body.Add(new BlankStatement());
                body.Add(new CommentStatement(title));
                heading = title;
            }

            foreach (var place in Places(pass, [statement]))
            {
                if (!declared.Add(place.Name)) continue;
                body.Add(pass.Declare(place, step.Split is null, step.Repetition?.Steps[(place.Base, place.Fixed, place.PerRow)]));
            }

            body.Add(statement);
        }

        return body;
    }

    private static IEnumerable<CallStatement> Calls(IEnumerable<Statement> statements) => statements.SelectMany(s => s switch
    {
        CallStatement call => [call],
        IfStatement branch => Calls(branch.Then).Concat(Calls(branch.Else)),
        _ => Enumerable.Empty<CallStatement>(),
    });

    private static bool Uses(IEnumerable<Statement> statements, string name) =>
        Calls(statements).SelectMany(c => c.Arguments).Any(a => (a.Value ?? a.Place!.Offset).Text.Split(' ', '(', ')').Contains(name));
}
