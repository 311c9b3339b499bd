using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>Prints the routines of one vector width.</summary>
internal static class KernelEmitter
{
    public static string Print(Plan plan, TargetPlan target)
    {
        var bits = target.Bits.ToString(CultureInfo.InvariantCulture);
        var writer = new CodeWriter();
        FileHeader.Print(writer, plan.Model, $"its passes in vectors of {bits} bits.");
        writer.Line($"namespace {Identifiers.KernelNamespace(plan.Model.Declaration.Type)};");
        writer.Line();
        Imports.PrintForKernels(writer, bits, target.Shared.Count > 0);
        writer.Line("// Loops are compiled once and fully, at their first call: in the code of the JIT's first tier they are dozens of times slower.");
        writer.Line(FileHeader.GeneratedCode);
        writer.Open($"internal static class {Identifiers.Kernels}{bits}");
        for (var i = 0; i < target.Routines.Count; i++)
        {
            if (i > 0) writer.Line();
            Print(writer, target.Routines[i], target.Bits);
        }

        writer.Close();
        return writer.ToString();
    }

    /// <summary>Prints one routine.</summary>
    public static void Print(CodeWriter writer, Routine routine, int bits)
    {
        foreach (var line in routine.Summary) writer.Line("// " + line);
        if (routine.IsCompiledAtOnce) writer.Line("[MethodImplAttribute(MethodImplOptions.AggressiveOptimization)]");
        var parameters = string.Join(", ", routine.Parameters.Select(p => $"{Type(p.Type)} {p.Name}"));
        writer.Open($"{(routine.IsEntry || routine.IsShared ? "internal" : "private")} static {(routine.ReturnsLoss ? "double" : "void")} {routine.Name}({parameters})");
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
