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

/// <summary>
/// One row through a small chain of dense layers: activations stand on the stack, products are written out, and where a layer
/// has few outputs its sums run in several chains, since one chain waits for each addition to end.
/// </summary>
internal static class RowSchedules
{
    /// <summary>Products of vectors up to which a layer is written out; beyond, a loop over its inputs is as fast, and much shorter.</summary>
    private const int UnrolledProducts = 64;

    /// <summary>The like for the terms of a single output.</summary>
    private const int UnrolledTerms = 32;

    /// <summary>Sums of a single output that run beside each other.</summary>
    private const int SingleChains = 8;

    /// <summary>Beyond it, the loops of the general path are as good.</summary>
    private const int WidestLayer = 512;

    /// <summary>Whether the network is a chain of dense layers that is small enough.</summary>
    public static bool Suits(Graph evaluation) =>
        evaluation.Operations.Count > 0
        && evaluation.Operations.All(o => Dense(o) is { } dense && dense.Weight.Shape[0] <= WidestLayer && dense.Weight.Shape[1] <= WidestLayer);

    /// <summary>The routine <c>PredictRow(inputs, outputs, parameters)</c> and one for each layer.</summary>
    public static void Write(RoutineBook book, Target target, Graph evaluation, StorageLayout storage)
    {
        book.Get("row", "PredictRow", name =>
        {
            var body = new List<Statement>();
            var source = "inputs";
            foreach (var operation in evaluation.Operations)
            {
                var dense = Dense(operation)!;
                var isLast = operation == evaluation.Operations[evaluation.Operations.Count - 1];
                var destination = isLast ? "outputs" : dense.Output.Name;
                if (!isLast) body.Add(new StackStatement(destination, Blocks.RoundUp(dense.Weight.Shape[0])));
                var arguments = new List<Argument> { new Place(source, 0), new Place("parameters", storage.Of(dense.Weight).Offset) };
                if (dense.Bias is not null) arguments.Add(new Place("parameters", storage.Of(dense.Bias).Offset));
                arguments.Add(new Place(destination, 0));
                body.Add(new CallStatement(Layer(book, target, dense, isLast), arguments));
                source = destination;
            }

            return new Routine(
                name, ["One row, from the caller's inputs to the caller's outputs."], [Ref("inputs"), Ref("outputs"), Ref("parameters")], false, true, body);
        });
    }

    private static DenseActivationOperation? Dense(Operation operation) => operation switch
    {
        DenseActivationOperation { Sum: null } dense => dense,
        DenseOperation dense => new(dense.Layer, dense.Input, null, dense.Output, dense.Weight, dense.Bias, ActivationKind.Identity, 0),
        _ => null,
    };

    private static string Layer(RoutineBook book, Target target, DenseActivationOperation dense, bool isLast)
    {
        var (inputs, outputs) = (dense.Weight.Shape[1], dense.Weight.Shape[0]);
        var hasBias = dense.Bias is not null;
        return book.Get(
            $"row {inputs} {outputs} {hasBias} {dense.Kind} {Numbers.Text(dense.Alpha)} {isLast}", RoutineBook.MethodStem(dense.Layer) + "Row",
            name =>
            {
                var stride = Blocks.RoundUp(outputs);
                var blocks = stride / Blocks.Lanes;
                var chains = System.Math.Min(inputs, blocks >= 4 ? 1 : blocks >= 2 ? 2 : 4);
                var strips = System.Math.Max(1, blocks * target.VectorsPerBlock * chains / target.Accumulators);
                var width = (blocks + strips - 1) / strips * Blocks.Lanes;
                var body = new List<Statement>();
                if (outputs == 1) body.AddRange(Single(dense));
                for (var column = 0; column < stride && outputs > 1; column += width)
                {
                    body.AddRange(Strip(target, dense, column, System.Math.Min(width, stride - column), chains, outputs, isLast));
                }

                return new Routine(
                    name, [$"{dense.Layer}, one row: y[o] = {(dense.Kind == ActivationKind.Identity ? "" : dense.Kind + " of ")}{(hasBias ? "b[o] + " : "")}Σᵢ x[i]·W[i, o],  {inputs} → {outputs}"],
                    [Ref("x"), Ref("w"), .. hasBias ? [Ref("b")] : System.Array.Empty<RoutineParameter>(), Ref("y")], false, false, body);
            });
    }

    /// <summary>A single output: numbers take its place in the lanes, of which the others would be empty.</summary>
    private static IEnumerable<Statement> Single(DenseActivationOperation dense)
    {
        var inputs = dense.Weight.Shape[1];
        var chains = System.Math.Min(inputs, SingleChains);
        string Sum(int chain) => $"sum{Number(chain)}";
        SetStatement Term(int chain, Index i) =>
            new(Sum(chain), Call("MathF", "FusedMultiplyAdd", Element(new Place("x", i)), Element(new Place("w", i * Blocks.Lanes)), Name(Sum(chain))));
        for (var chain = 0; chain < chains; chain++)
        {
            yield return new LetStatement(LocalType.Float, Sum(chain), chain == 0 && dense.Bias is not null ? Element(new Place("b", 0)) : Scalar(0));
        }

        var whole = inputs / chains * chains;
        if (inputs <= UnrolledTerms) for (var i = 0; i < whole; i++) yield return Term(i % chains, i);
        else yield return new LoopStatement("i", 0, whole, chains, [.. Enumerable.Range(0, chains).Select(chain => Term(chain, (Index)"i" + chain))]);
        for (var i = whole; i < inputs; i++) yield return Term(i - whole, i);
        for (var left = chains; left > 1;)
        {
            var half = (left + 1) / 2;
            for (var chain = 0; chain < left - half; chain++) yield return new SetStatement(Sum(chain), Name(Sum(chain)) + Name(Sum(chain + half)));
            left = half;
        }

        if (dense.Kind == ActivationKind.Identity)
        {
            yield return new StoreElementStatement(new Place("y", 0), Name(Sum(0)));
            yield break;
        }

        yield return new LetStatement(LocalType.Vector, "z", Broadcast(Sum(0)));
        yield return new PartialStoreStatement(new Place("y", 0), VectorActivation.Table[dense.Kind].Value(Name("z"), dense.Alpha), 1);
    }

    private static IEnumerable<Statement> Strip(Target target, DenseActivationOperation dense, int column, int width, int chains, int outputs, bool isLast)
    {
        var inputs = dense.Weight.Shape[1];
        var stride = Blocks.RoundUp(outputs);
        var vectors = width / target.Lanes;
        string Sum(int chain, int v) => $"sum{Number((column / target.Lanes) + v)}{(chains == 1 ? "" : "_" + Number(chain))}";
        for (var chain = 0; chain < chains; chain++)
        {
            for (var v = 0; v < vectors; v++)
            {
                var hasStart = chain == 0 && dense.Bias is not null;
                yield return new LetStatement(LocalType.Vector, Sum(chain, v), hasStart ? Load(new Place("b", column + (v * target.Lanes))) : 0);
            }
        }

        IEnumerable<Statement> Term(int chain, Index i)
        {
            for (var v = 0; v < vectors; v++)
            {
                yield return new SetStatement(
                    Sum(chain, v), Fma(Splat(new Place("x", i)), Load(new Place("w", (i * stride) + (column + (v * target.Lanes)))), Name(Sum(chain, v))));
            }
        }

        var whole = inputs / chains * chains;
        if (inputs * (stride / target.Lanes) <= UnrolledProducts)
        {
            for (var i = 0; i < whole; i++)
            {
                foreach (var statement in Term(i % chains, i)) yield return statement;
            }
        }
        else
        {
            // References that go on keep every offset a constant.
            var (x, w) = ($"x{Number(column)}", $"w{Number(column)}");
            yield return new ReferenceStatement(x, "x");
            yield return new ReferenceStatement(w, new Place("w", column));
            yield return new LoopStatement("i", 0, whole, chains,
            [
                .. Enumerable.Range(0, chains).SelectMany(chain => Enumerable.Range(0, vectors).Select(v => new SetStatement(
                    Sum(chain, v), Fma(Splat(new Place(x, chain)), Load(new Place(w, (chain * stride) + (v * target.Lanes))), Name(Sum(chain, v)))))),
                new AdvanceStatement(x, chains),
                new AdvanceStatement(w, chains * stride),
            ]);
        }

        for (var i = whole; i < inputs; i++)
        {
            foreach (var statement in Term(i - whole, i)) yield return statement;
        }

        for (var v = 0; v < vectors; v++)
        {
            var offset = column + (v * target.Lanes);
            var total = Total(v);
            var value = dense.Kind == ActivationKind.Identity ? total : VectorActivation.Table[dense.Kind].Value(Name($"z{Number(offset / target.Lanes)}"), dense.Alpha);
            if (dense.Kind != ActivationKind.Identity) yield return new LetStatement(LocalType.Vector, $"z{Number(offset / target.Lanes)}", total);
            var valid = System.Math.Min(target.Lanes, outputs - offset);
            if (!isLast || valid == target.Lanes) yield return new StoreStatement(new Place("y", offset), value);
            else if (valid > 0) yield return new PartialStoreStatement(new Place("y", offset), value, valid);
        }

        Expression Total(int v) => chains switch
        {
            1 => Name(Sum(0, v)),
            2 => Name(Sum(0, v)) + Name(Sum(1, v)),
            3 => Name(Sum(0, v)) + Name(Sum(1, v)) + Name(Sum(2, v)),
            _ => Name(Sum(0, v)) + Name(Sum(1, v)) + new BinaryExpression("+", Name(Sum(2, v)), Name(Sum(3, v))),
        };
    }
}
