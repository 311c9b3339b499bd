using System.Collections.Generic;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>
/// The names that generated code uses, each for the one type it means: a namespace that is imported whole brings the user's types of the same
/// names along, as every project may add a class <c>Pass</c> or <c>Unsafe</c> to any namespace.
/// </summary>
internal static class Imports
{
    private const string Runtime = "GradCompile.CompilerServices.";

    private static readonly string[] Kernels =
    [
        "System.Math", "System.MathF", "System.Runtime.CompilerServices.MethodImplAttribute", "System.Runtime.CompilerServices.MethodImplOptions",
        "System.Runtime.CompilerServices.Unsafe", "System.Runtime.InteropServices.MemoryMarshal",
        Runtime + "ActivationMath", Runtime + "ConvolutionShape", Runtime + "DropoutMask", Runtime + "Filters", Runtime + "Images", Runtime + "Lanes",
        Runtime + "Matrices", Runtime + "PartialLanes", Runtime + "Pass", Runtime + "VectorMath",
    ];

    private static readonly string[] Program =
    [
        "System.Runtime.Intrinsics.Vector256", "System.Runtime.Intrinsics.X86.Avx512F",
        "GradCompile.Init", "GradCompile.LayerForecast", "GradCompile.LayerInfo",
        Runtime + "AdaGradOptions", Runtime + "AdamOptions", Runtime + "ClipKind", Runtime + "NetworkProgram", Runtime + "Pass", Runtime + "ProgramLayout",
        Runtime + "RmsPropOptions", Runtime + "SgdOptions", Runtime + "TensorDescriptor", Runtime + "TensorLayout", Runtime + "TensorStore",
    ];

    /// <summary>For a file of kernels in vectors of so many bits.</summary>
    public static void PrintForKernels(CodeWriter writer, string bits, bool hasTiles)
    {
        writer.Line($"using {ExpressionPrinter.VectorClass} = global::System.Runtime.Intrinsics.Vector{bits};");
        writer.Line($"using {ExpressionPrinter.VectorType} = global::System.Runtime.Intrinsics.Vector{bits}<float>;");
        if (hasTiles) writer.Line($"using {Routine.SharedClass} = global::{TileEmitter.ClassOf(bits)};");
        Print(writer, Kernels);
    }

    /// <summary>For the file of the network's program.</summary>
    public static void PrintForProgram(CodeWriter writer) => Print(writer, Program);

    private static void Print(CodeWriter writer, IEnumerable<string> types)
    {
        foreach (var type in types) writer.Line($"using {type.Substring(type.LastIndexOf('.') + 1)} = global::{type};");
        writer.Line();
    }
}
