using System.Collections.Generic;
using System.Globalization;
using GradCompile.Compiler.Plans;

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
        Imports.PrintForProgram(writer);
        writer.Line(FileHeader.GeneratedCode);
        writer.Open("internal sealed class NetworkCode : NetworkProgram");
        LayoutEmitter.PrintTensors(writer, plan.Storage);
        writer.Line("internal static readonly NetworkCode Instance = new();");
        writer.Line();
        Dispatch("void Forward(int vectorBits, Pass pass)", "Predict(pass)");
        if (plan.Predict.Few is not null) Dispatch("void ForwardFew(int vectorBits, Pass pass)", "PredictFew(pass)");
        if (plan.Predict.HasRowPath)
        {
            Dispatch("void ForwardRow(int vectorBits, ref float inputs, ref float outputs, ref float parameters, ref float statistics)",
                "PredictRow(ref inputs, ref outputs, ref parameters)");
        }

        if (plan.Training is not null)
        {
            Dispatch("double Loss(int vectorBits, ref float outputs, ref float targets, ref int labels, int rows, int batchRows)",
                "Loss(ref outputs, ref targets, ref labels, rows, batchRows)", "return ");
            Dispatch("void Gradients(int vectorBits, Pass pass)", "Gradients(pass)");
        }

        LayoutEmitter.Print(writer, plan);
        writer.Close();
        return writer.ToString();

        void Dispatch(string signature, string call, string prefix = "") => Print(writer, plan.Targets, signature, call, prefix);
    }

    /// <summary>The checks are constants to the JIT, so that only the processor's own kernels are compiled.</summary>
    private static void Print(CodeWriter writer, IReadOnlyList<TargetPlan> targets, string signature, string call, string prefix)
    {
        writer.Open("public override " + signature);
        for (var i = 0; i < targets.Count; i++)
        {
            var bits = targets[i].Bits.ToString(CultureInfo.InvariantCulture);
            var otherwise = i > 0 && prefix.Length == 0 ? "else " : "";
            writer.Line($"{otherwise}{(Condition(targets[i].Bits) is { } condition ? $"if (vectorBits == {bits} && {condition}) " : "")}{prefix}{Identifiers.Kernels}{bits}.{call};");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>What the processor must have; null for the narrowest width, which every processor runs.</summary>
    private static string? Condition(int bits) => bits switch
    {
        512 => "Avx512F.IsSupported",
        256 => "Vector256.IsHardwareAccelerated",
        _ => null,
    };
}
