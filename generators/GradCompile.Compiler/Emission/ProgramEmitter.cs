using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;
using GradCompile.Compiler.Schedules;

namespace GradCompile.Compiler.Emission;

/// <summary>The network as the engine sees it: its layout as constants, and the way to the kernels of each width.</summary>
internal static class ProgramEmitter
{
    public static string Print(Plan plan)
    {
        var model = plan.Model;
        var writer = new CodeWriter();
        FileHeader.Print(writer, model, "tensors, layout, and the way to the kernels.");
        writer.Line($"namespace {Identifiers.KernelNamespace(model.Declaration.Type)};");
        writer.Line();
        foreach (var import in new[]
        {
            "global::System", "global::System.CodeDom.Compiler", "global::System.Runtime.Intrinsics", "global::System.Runtime.Intrinsics.X86",
            "global::GradCompile", "global::GradCompile.CompilerServices",
        })
        {
            writer.Line($"using {import};");
        }

        writer.Line();
        writer.Line(FileHeader.GeneratedCode("GeneratedCode"));
        writer.Open("internal sealed class NetworkCode : NetworkProgram");
        LayoutEmitter.PrintTensors(writer, plan.Storage);
        writer.Line("internal static readonly NetworkCode Instance = new();");
        writer.Line();
        Dispatch(writer, "void Forward(int vectorBits, Pass pass)",
            "Forward", "Predict(pass)", "");
        if (plan.Predict.Few is not null)
        {
            Dispatch(writer, "void ForwardFew(int vectorBits, Pass pass)",
                "Forward", "PredictFew(pass)", "");
        }

        if (plan.Predict.HasRowPath)
        {
            Dispatch(writer, "void ForwardRow(int vectorBits, ref float inputs, ref float outputs, ref float parameters, ref float statistics)",
                "Forward", "PredictRow(ref inputs, ref outputs, ref parameters)", "");
        }

        if (plan.Training is not null)
        {
            Dispatch(writer, "double Loss(int vectorBits, ref float outputs, ref float targets, ref int labels, int rows, int batchRows)",
                "Forward", "Loss(ref outputs, ref targets, ref labels, rows, batchRows)", "return ");
            Dispatch(writer, "void Gradients(int vectorBits, Pass pass)", "Backward", "Gradients(pass)", "");
        }

        LayoutEmitter.Print(writer, plan);
        writer.Close();
        return writer.ToString();
    }

    /// <summary>The checks are constants to the JIT, so that only the processor's own kernels are compiled.</summary>
    private static void Dispatch(CodeWriter writer, string signature, string pass, string call, string prefix)
    {
        writer.Open("public override " + signature);
        writer.Line($"if (vectorBits == 512 && Avx512F.IsSupported) {prefix}{pass}512.{call};");
        writer.Line($"{(prefix.Length == 0 ? "else " : "")}if (vectorBits == 256 && Vector256.IsHardwareAccelerated) {prefix}{pass}256.{call};");
        writer.Line($"{(prefix.Length == 0 ? "else " : "")}{prefix}{pass}128.{call};");
        writer.Close();
        writer.Line();
    }
}
