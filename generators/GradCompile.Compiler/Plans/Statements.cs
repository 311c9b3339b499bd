using System.Collections.Generic;
using System.Linq;

namespace GradCompile.Compiler.Plans;

/// <summary>A statement of a routine. Everything is decided here; emission prints it.</summary>
public abstract record Statement
{
    /// <summary>Nodes in the tree, from which the size of the compiled method is estimated.</summary>
    public abstract int Nodes { get; }

    /// <summary>Whether it is a loop or holds one.</summary>
    public virtual bool HasLoop => false;

    protected static int Sum(IReadOnlyList<Statement> statements) => statements.Sum(s => s.Nodes);
}

public sealed record CommentStatement(string Text) : Statement
{
    public override int Nodes => 0;
}

/// <summary>An empty line between groups.</summary>
public sealed record BlankStatement : Statement
{
    public override int Nodes => 0;
}

/// <summary>A new local with its first value.</summary>
public sealed record LetStatement(LocalType Type, string Name, Expression Value) : Statement
{
    public override int Nodes => 1 + Value.Nodes;
}

/// <summary>An integer local.</summary>
public sealed record LetIndexStatement(string Name, Index Value) : Statement
{
    public override int Nodes => 4;
}

/// <summary>An offset in memory, of a pointer's width.</summary>
public sealed record LetOffsetStatement(string Name, Index Value) : Statement
{
    public override int Nodes => 5;
}

public sealed record SetStatement(string Name, Expression Value) : Statement
{
    public override int Nodes => 1 + Value.Nodes;
}

/// <summary>A local reference to an element.</summary>
public sealed record ReferenceStatement(string Name, Place Place) : Statement
{
    public override int Nodes => 6;
}

/// <summary>Moves a reference on by some elements.</summary>
public sealed record AdvanceStatement(string Reference, Index Elements) : Statement
{
    public override int Nodes => 6;
}

/// <summary>Stores a vector.</summary>
public sealed record StoreStatement(Place Place, Expression Value) : Statement
{
    public override int Nodes => 5 + Value.Nodes;
}

/// <summary>Stores one element.</summary>
public sealed record StoreElementStatement(Place Place, Expression Value) : Statement
{
    public override int Nodes => 5 + Value.Nodes;
}

/// <summary><c>for (int v = from; v &lt; bound; v += step)</c>.</summary>
public sealed record LoopStatement(string Variable, Index From, Index Bound, Index Step, IReadOnlyList<Statement> Body) : Statement
{
    public override bool HasLoop => true;

    public override int Nodes => 12 + Sum(Body);
}

/// <summary>A loop in steps over a part of an extent: a step that would go beyond the extent is moved back so that it ends with it.</summary>
/// <param name="Variable">Where the step begins.</param>
/// <param name="From">Where the part begins.</param>
/// <param name="To">Where it ends; its last step may go on into the next part.</param>
/// <param name="Extent">At least <paramref name="Step"/>.</param>
public sealed record OverlappingLoopStatement(string Variable, Index From, Index To, int Extent, int Step, IReadOnlyList<Statement> Body) : Statement
{
    public override bool HasLoop => true;

    public override int Nodes => 18 + Sum(Body);
}

/// <summary>A loop that goes on from where the one before it stopped, while so many rows remain.</summary>
public sealed record WhileRowsStatement(string Variable, Index Extent, int Step, IReadOnlyList<Statement> Body) : Statement
{
    public override bool HasLoop => true;

    public override int Nodes => 10 + Sum(Body);
}

/// <summary>Statements in a scope of their own.</summary>
public sealed record ScopeStatement(IReadOnlyList<Statement> Body) : Statement
{
    public override bool HasLoop => Body.Any(s => s.HasLoop);

    public override int Nodes => Sum(Body);
}

/// <summary>A branch; the condition is C# over integers.</summary>
public sealed record IfStatement(string Condition, IReadOnlyList<Statement> Then, IReadOnlyList<Statement> Else) : Statement
{
    public override bool HasLoop => Then.Concat(Else).Any(s => s.HasLoop);

    public override int Nodes => 4 + Sum(Then) + Sum(Else);
}

/// <summary>A call of a routine, or of a static method of the runtime if <paramref name="Routine"/> has a dot.</summary>
/// <param name="Target">The local to which the result is added, or null.</param>
/// <param name="Split">How a pass may share the call among threads; null where it works on each row by itself.</param>
public sealed record CallStatement(string Routine, IReadOnlyList<Argument> Arguments, string? Target = null, Split? Split = null) : Statement
{
    public override int Nodes => 2 + (6 * Arguments.Count);
}

/// <summary>A call that is cut along something else than rows: its arguments speak of the units <c>from</c> … <c>to</c>.</summary>
/// <param name="Units">How many units there are.</param>
/// <param name="Grain">A share is a multiple of it.</param>
/// <param name="CanWait">Whether nothing else in the pass reads what is written, so that it can be done at the end.</param>
public sealed record Split(Index Units, int Grain = 1, bool CanWait = false)
{
    /// <summary>A call that is not cut.</summary>
    public static Split None { get; } = new(1);
}

/// <summary>An argument: a reference to an element, or a value.</summary>
public sealed record Argument(Place? Place, Index? Value)
{
    public static implicit operator Argument(Place place) => new(place, null);

    public static implicit operator Argument(Index value) => new(null, value);
}

/// <summary>Leaves the routine.</summary>
public sealed record ReturnStatement(Expression? Value = null) : Statement
{
    public override int Nodes => 1 + (Value?.Nodes ?? 0);
}

/// <summary>The shape of a convolution, which its tiles take.</summary>
public sealed record LetShapeStatement(string Name, IReadOnlyList<Index> Numbers) : Statement
{
    public override int Nodes => 4 + Numbers.Count;
}

/// <summary>A scalar loss that is returned as a double: <c>return (double)total * scale</c>.</summary>
public sealed record AddToStatement(string Name, Expression Value) : Statement
{
    public override int Nodes => 2 + Value.Nodes;
}

/// <summary>Stores a loss, in double precision.</summary>
public sealed record StoreLossStatement(string Reference, Index Offset, Expression Value) : Statement
{
    public override int Nodes => 5 + Value.Nodes;
}

/// <summary>A row of floats on the stack, and a reference to it.</summary>
public sealed record StackStatement(string Name, int Length) : Statement
{
    public override int Nodes => 10;
}

/// <summary>Stores the first lanes of a vector.</summary>
public sealed record PartialStoreStatement(Place Place, Expression Value, int Lanes) : Statement
{
    public override int Nodes => 8 + Value.Nodes;
}
