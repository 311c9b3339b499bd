using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>Prints the routines of one vector width.</summary>
internal static class KernelEmitter
{
    public static string Print(Plan plan, int bits, string pass, IReadOnlyList<Routine> routines)
    {
        var writer = new CodeWriter();
        FileHeader.Print(writer, plan.Model, $"{pass} pass in vectors of {bits.ToString(CultureInfo.InvariantCulture)} bits.");
        writer.Line($"namespace {Identifiers.KernelNamespace(plan.Model.Declaration.Type)};");
        writer.Line();
        Imports.PrintForKernels(writer);
        writer.Line("// Loops are compiled once and fully, at their first call: in the code of the JIT's first tier they are dozens of times slower.");
        writer.Line(FileHeader.GeneratedCode);
        writer.Open($"internal static class {pass}{bits.ToString(CultureInfo.InvariantCulture)}");
        for (var i = 0; i < routines.Count; i++)
        {
            if (i > 0) writer.Line();
            Print(writer, routines[i], bits);
        }

        writer.Close();
        return writer.ToString();
    }

    private static void Print(CodeWriter writer, Routine routine, int bits)
    {
        foreach (var line in routine.Summary) writer.Line("// " + line);
        if (routine.IsCompiledAtOnce) writer.Line("[MethodImplAttribute(MethodImplOptions.AggressiveOptimization)]");
        var parameters = string.Join(", ", routine.Parameters.Select(p => $"{Type(p.Type)} {p.Name}"));
        writer.Open($"{(routine.IsEntry ? "internal" : "private")} static {(routine.ReturnsLoss ? "double" : "void")} {routine.Name}({parameters})");
        new StatementPrinter(writer, bits).Print(routine.Body);
        writer.Close();
    }

    private static string Type(ParameterType type) => type switch
    {
        ParameterType.Reference => "ref float",
        ParameterType.LabelReference => "ref int",
        ParameterType.LossReference => "ref double",
        ParameterType.Pass => "Pass",
        ParameterType.Int => "int",
        ParameterType.UInt => "uint",
        ParameterType.Shape => "in ConvolutionShape",
        _ => "float",
    };
}
