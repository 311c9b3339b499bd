using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>Statements for one vector at <c>i</c>, repeated for its neighbours: each copy has locals of its own and stands some lanes further on.</summary>
internal sealed class NeighbouringVectors
{
    private readonly HashSet<string> _locals;
    private readonly int _lanes;

    /// <param name="statements">Every place in them moves on with <c>i</c>.</param>
    public NeighbouringVectors(IEnumerable<Statement> statements, int lanes)
    {
        _locals = [.. statements.OfType<LetStatement>().Select(s => s.Name)];
        _lanes = lanes;
    }

    public IEnumerable<Statement> Copy(Statement statement, int vectors) =>
        statement is CommentStatement ? [statement] : Enumerable.Range(0, vectors).Select(vector => Copy(statement, vector, vectors));

    private Statement Copy(Statement statement, int vector, int vectors) => statement switch
    {
        _ when vectors == 1 => statement,
        LetStatement s => s with { Name = Own(s.Name, vector), Value = Copy(s.Value, vector) },
        SetStatement s => s with { Name = Own(s.Name, vector), Value = Copy(s.Value, vector) },
        StoreStatement s => new StoreStatement(s.Place.At(vector * _lanes), Copy(s.Value, vector)),
        _ => throw new InvalidOperationException($"{statement.GetType().Name} has no neighbours."),
    };

    private Expression Copy(Expression expression, int vector) => expression switch
    {
        NameExpression e => new NameExpression(Own(e.Name, vector)),
        NumberExpression or BroadcastExpression => expression,
        LoadExpression e => new LoadExpression(e.Place.At(vector * _lanes)),
        BinaryExpression e => e with { Left = Copy(e.Left, vector), Right = Copy(e.Right, vector) },
        CallExpression e => e with { Arguments = [.. e.Arguments.Select(a => Copy(a, vector))] },
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no neighbours."),
    };

    private string Own(string name, int vector) => _locals.Contains(name) ? $"{name}{Shorthand.Number(vector)}" : name;
}
