using System.Collections.Generic;
using System.Linq;

namespace GradCompile.Compiler.Plans;

/// <summary>A place in memory: an element behind a reference.</summary>
public sealed record Place(string Reference, Index Offset)
{
    public static implicit operator Place(string reference) => new(reference, 0);

    public Place At(Index offset) => new(Reference, Offset + offset);
}

/// <summary>The types of a plan's locals.</summary>
public enum LocalType
{
    Vector, Float, Double, Int,
}

/// <summary>An expression over vectors of the target's width, or over scalars.</summary>
public abstract record Expression
{
    public static Expression operator +(Expression left, Expression right) => new BinaryExpression("+", left, right);

    public static Expression operator -(Expression left, Expression right) => new BinaryExpression("-", left, right);

    public static Expression operator *(Expression left, Expression right) => new BinaryExpression("*", left, right);

    public static Expression operator /(Expression left, Expression right) => new BinaryExpression("/", left, right);

    public static Expression operator -(Expression operand) => new NegateExpression(operand);

    /// <summary>A number; beside a vector it stands in every lane.</summary>
    public static implicit operator Expression(double value) => new NumberExpression(value, IsVector: true);

    /// <summary>Nodes in the tree, from which the size of the compiled method is estimated.</summary>
    public abstract int Nodes { get; }
}

/// <summary>A local or a parameter.</summary>
public sealed record NameExpression(string Name) : Expression
{
    public override int Nodes => 1;
}

/// <summary>A constant, in every lane if <paramref name="IsVector"/>.</summary>
public sealed record NumberExpression(double Value, bool IsVector) : Expression
{
    public override int Nodes => 2;
}

/// <summary>A vector of consecutive elements.</summary>
public sealed record LoadExpression(Place Place) : Expression
{
    public override int Nodes => 5;
}

/// <summary>One element of memory, in every lane if <paramref name="IsVector"/>.</summary>
public sealed record ElementExpression(Place Place, bool IsVector) : Expression
{
    public override int Nodes => 5;
}

/// <summary>A scalar in every lane.</summary>
public sealed record BroadcastExpression(Expression Scalar) : Expression
{
    public override int Nodes => 1 + Scalar.Nodes;
}

public sealed record BinaryExpression(string Operator, Expression Left, Expression Right) : Expression
{
    public override int Nodes => 1 + Left.Nodes + Right.Nodes;
}

public sealed record NegateExpression(Expression Operand) : Expression
{
    public override int Nodes => 1 + Operand.Nodes;
}

/// <summary>A static function. The class <c>Vector</c> stands for that of the target's width.</summary>
public sealed record CallExpression(string Class, string Function, IReadOnlyList<Expression> Arguments) : Expression
{
    public override int Nodes => 2 + Arguments.Sum(a => a.Nodes);
}

/// <summary>A function whose name ends in the target's width, as <c>Lanes.First512(10)</c>; its arguments are as C#.</summary>
public sealed record WidthCallExpression(string Class, string Function, string Arguments) : Expression
{
    public override int Nodes => 8;
}

/// <summary>Words for expressions, so that schedules read like the mathematics.</summary>
public static class Expressions
{
    public static Expression Name(string name) => new NameExpression(name);

    public static Expression Load(Place place) => new LoadExpression(place);

    /// <summary>One element in every lane.</summary>
    public static Expression Splat(Place place) => new ElementExpression(place, IsVector: true);

    /// <summary>One element as a scalar.</summary>
    public static Expression Element(Place place) => new ElementExpression(place, IsVector: false);

    public static Expression Scalar(double value) => new NumberExpression(value, IsVector: false);

    public static Expression Broadcast(Expression scalar) => new BroadcastExpression(scalar);

    public static Expression Broadcast(string scalar) => new BroadcastExpression(new NameExpression(scalar));

    /// <summary>a·b + c with one rounding.</summary>
    public static Expression Fma(Expression a, Expression b, Expression c) => Vector("FusedMultiplyAdd", a, b, c);

    public static Expression Sqrt(Expression x) => Vector("Sqrt", x);

    public static Expression Abs(Expression x) => Vector("Abs", x);

    public static Expression Less(Expression x, Expression y) => Vector("LessThan", x, y);

    public static Expression Greater(Expression x, Expression y) => Vector("GreaterThan", x, y);

    public static Expression Select(Expression condition, Expression yes, Expression no) => Vector("ConditionalSelect", condition, yes, no);

    /// <summary>x between two bounds; not a number stays not a number, and every processor gives the same bits.</summary>
    public static Expression Clamp(Expression x, double low, double high) => Select(Less(x, low), low, Select(Greater(x, high), high, x));

    /// <summary>A function of the runtime's vector mathematics; slopes that share work with their function have a class of their own.</summary>
    public static Expression Function(string function, params Expression[] arguments) =>
        new CallExpression(function.EndsWith("Derivative") ? "ActivationMath" : "VectorMath", function, arguments);

    public static Expression Vector(string function, params Expression[] arguments) => new CallExpression("Vector", function, arguments);

    public static Expression Call(string type, string function, params Expression[] arguments) => new CallExpression(type, function, arguments);
}
