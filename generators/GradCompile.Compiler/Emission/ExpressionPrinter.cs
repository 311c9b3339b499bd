using System;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>Expressions as C# for one vector width.</summary>
internal sealed class ExpressionPrinter(int bits)
{
    private readonly string _bits = bits.ToString(CultureInfo.InvariantCulture);

    /// <summary>The class of vectors of the file's width, by the alias that it begins with: the text is the same in every width but for the numbers of lanes.</summary>
    public const string VectorClass = "Vector";

    /// <summary>A vector of floats, likewise.</summary>
    public const string VectorType = "Floats";

    public string Print(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        NumberExpression { IsVector: true } number => number.Value == 0 ? VectorType + ".Zero" : $"{VectorClass}.Create({Float(number.Value)})",
        NumberExpression number => Float(number.Value),
        LoadExpression { Place.Offset.Constant: 0 } load => $"{VectorClass}.LoadUnsafe(ref {load.Place.Reference})",
        LoadExpression load => $"{VectorClass}.LoadUnsafe(ref {load.Place.Reference}, {Unsigned(load.Place.Offset)})",
        ElementExpression { IsVector: true } element => $"{VectorClass}.Create({Element(element.Place)})",
        ElementExpression element => Element(element.Place),
        BroadcastExpression broadcast => $"{VectorClass}.Create({Scalar(broadcast.Scalar)})",
        BinaryExpression binary => $"{Operand(binary, binary.Left, false)} {binary.Operator} {Operand(binary, binary.Right, true)}",
        NegateExpression negate => "-" + (negate.Operand is BinaryExpression ? $"({Print(negate.Operand)})" : Print(negate.Operand)),
        CallExpression call => $"{(call.Class == "Vector" ? VectorClass : call.Class)}.{call.Function}({string.Join(", ", call.Arguments.Select(Print))})",
        WidthCallExpression call => $"{call.Class}.{call.Function}{_bits}({call.Arguments})",
        _ => throw new InvalidOperationException($"{expression.GetType().Name} cannot be printed."),
    };

    /// <summary>An element, as an lvalue or an rvalue.</summary>
    public static string Element(Place place) => place.Offset.Constant == 0 ? place.Reference : $"Unsafe.Add(ref {place.Reference}, {place.Offset})";

    /// <summary><c>ref</c> and an element.</summary>
    public static string Reference(Place place) => "ref " + Element(place);

    /// <summary>A number as a float literal that reads back to the same bits.</summary>
    public static string Float(double value)
    {
        var single = (float)value;
        if (float.IsNegativeInfinity(single)) return "float.NegativeInfinity";
        if (float.IsPositiveInfinity(single)) return "float.PositiveInfinity";
        var text = single.ToString("G9", CultureInfo.InvariantCulture);
        var shorter = single.ToString("G7", CultureInfo.InvariantCulture);
        if (float.Parse(shorter, CultureInfo.InvariantCulture) == single) text = shorter;
        return text + "f";
    }

    /// <summary>A vector's index is a <c>nuint</c>.</summary>
    private static string Unsigned(Plans.Index offset) => offset.Constant is not null ? offset.Text : offset.Text.All(c => char.IsLetterOrDigit(c)) ? $"(nuint){offset}" : $"(nuint)({offset})";

    private string Scalar(Expression expression) => expression is NumberExpression number ? Float(number.Value)
        : expression is NameExpression { Name: "rows" or "batchRows" or "(rows - 1)" } rows ? $"(float){rows.Name}" : Print(expression);

    private string Operand(BinaryExpression parent, Expression operand, bool isRight)
    {
        var text = Print(operand);
        if (operand is not BinaryExpression inner) return text;
        var needed = Rank(inner.Operator) < Rank(parent.Operator) || (isRight && Rank(inner.Operator) == Rank(parent.Operator));
        return needed || Rank(inner.Operator) != Rank(parent.Operator) ? $"({text})" : text;
    }

    private static int Rank(string @operator) => @operator is "*" or "/" ? 2 : 1;
}
