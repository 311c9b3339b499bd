using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>Statements as C# for one vector width.</summary>
internal sealed class StatementPrinter(CodeWriter writer, int bits)
{
    private readonly ExpressionPrinter _expressions = new(bits);

    public void Print(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements) Print(statement);
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case CommentStatement comment:
                writer.Line("// " + comment.Text);
                break;
            case BlankStatement:
                writer.Line();
                break;
            case LetStatement { Type: LocalType.Double, Value: NumberExpression number } let:
                writer.Line($"double {let.Name} = {number.Value.ToString(CultureInfo.InvariantCulture)};");
                break;
            case LetStatement let:
                writer.Line($"{Type(let.Type)} {let.Name} = {_expressions.Print(let.Value)};");
                break;
            case LetIndexStatement let:
                writer.Line($"int {let.Name} = {let.Value};");
                break;
            case LetOffsetStatement let:
                writer.Line($"nuint {let.Name} = (nuint)({let.Value});");
                break;
            case LetShapeStatement let:
                writer.Line($"var {let.Name} = new ConvolutionShape({string.Join(", ", let.Numbers.Select(n => n.Text))});");
                break;
            case SetStatement set:
                writer.Line($"{set.Name} = {_expressions.Print(set.Value)};");
                break;
            case AddToStatement add:
                writer.Line($"{add.Name} += {_expressions.Print(add.Value)};");
                break;
            case ReferenceStatement reference:
                writer.Line($"ref float {reference.Name} = {ExpressionPrinter.Reference(reference.Place)};");
                break;
            case AdvanceStatement advance:
                writer.Line($"{advance.Reference} = ref Unsafe.Add(ref {advance.Reference}, {advance.Elements});");
                break;
            case StoreStatement store:
                writer.Line($"{ExpressionPrinter.VectorClass}.StoreUnsafe({_expressions.Print(store.Value)}, {Destination(store.Place)});");
                break;
            case StoreElementStatement store:
                writer.Line($"{ExpressionPrinter.Element(store.Place)} = {_expressions.Print(store.Value)};");
                break;
            case StoreLossStatement store:
                writer.Line($"Unsafe.Add(ref {store.Reference}, {store.Offset}) = {_expressions.Print(store.Value)};");
                break;
            case PartialStoreStatement store:
                writer.Line($"PartialLanes.Store({_expressions.Print(store.Value)}, {ExpressionPrinter.Reference(store.Place)}, {Number(store.Lanes)});");
                break;
            case StackStatement stack:
                writer.Line($"ref float {stack.Name} = ref MemoryMarshal.GetReference(stackalloc float[{Number(stack.Length)}]);");
                break;
            case CallStatement call:
                writer.Line($"{(call.Target is null ? "" : call.Target + " += ")}{call.Routine}({string.Join(", ", call.Arguments.Select(Argument))});");
                break;
            case ReturnStatement @return:
                writer.Line(@return.Value is null ? "return;" : $"return {_expressions.Print(@return.Value)};");
                break;
            case LoopStatement loop:
                var step = loop.Step.Constant == 1 ? $"{loop.Variable}++" : $"{loop.Variable} += {loop.Step}";
                writer.Open($"for (int {loop.Variable} = {loop.From}; {loop.Variable} < {loop.Bound}; {step})");
                Print(loop.Body);
                writer.Close();
                break;
            case OverlappingLoopStatement loop:
                writer.Open($"for (int next = {loop.From}; next < {loop.To}; next += {Number(loop.Step)})");
                writer.Line($"int {loop.Variable} = Math.Min(next, {Number(loop.Extent - loop.Step)});");
                Print(loop.Body);
                writer.Close();
                break;
            case WhileRowsStatement loop:
                writer.Open(loop.Step == 1
                    ? $"for (; {loop.Variable} < {loop.Extent}; {loop.Variable}++)"
                    : $"for (; {loop.Variable} <= {loop.Extent} - {Number(loop.Step)}; {loop.Variable} += {Number(loop.Step)})");
                Print(loop.Body);
                writer.Close();
                break;
            case ScopeStatement scope:
                writer.Open();
                Print(scope.Body);
                writer.Close();
                break;
            case IfStatement branch:
                writer.Open($"if ({branch.Condition})");
                Print(branch.Then);
                writer.Close();
                if (branch.Else.Count == 0) break;
                writer.Open("else");
                Print(branch.Else);
                writer.Close();
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} cannot be printed.");
        }
    }

    private static string Destination(Place place) => place.Offset.Constant == 0
        ? $"ref {place.Reference}"
        : place.Offset.Constant is not null ? $"ref {place.Reference}, {place.Offset}" : $"ref {place.Reference}, {Unsigned(place.Offset)}";

    private static string Unsigned(Plans.Index offset) => offset.Text.All(char.IsLetterOrDigit) ? $"(nuint){offset}" : $"(nuint)({offset})";

    private static string Argument(Argument argument) => argument.Place is { } place ? ExpressionPrinter.Reference(place) : argument.Value!.Text;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string Type(LocalType type) => type switch
    {
        LocalType.Vector => ExpressionPrinter.VectorType,
        LocalType.Float => "float",
        LocalType.Double => "double",
        _ => "int",
    };
}
