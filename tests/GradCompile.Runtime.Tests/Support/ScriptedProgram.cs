using System.Runtime.CompilerServices;

namespace GradCompile.Runtime.Tests.Support;

/// <summary>A program whose gradients are what a test says, to look at clipping and optimizers alone.</summary>
internal sealed class ScriptedProgram(ProgramLayout layout) : NetworkProgram
{
    public override ProgramLayout Layout => layout;

    /// <summary>In the layout of the parameters.</summary>
    public float[] Gradient { get; } = new float[layout.ParameterLength];

    public override void Forward(int vectorBits, ref float inputs, ref float parameters, ref float statistics, ref float scratch, int rows) =>
        throw new NotSupportedException();

    public override double Gradients(
        int vectorBits, ref float inputs, ref float targets, ref int labels, ref float parameters, ref float gradients, ref float batchStatistics,
        ref float scratch, int rows, int batchRows, ulong dropoutKey)
    {
        for (var i = 0; i < Gradient.Length; i++) Unsafe.Add(ref gradients, i) = Gradient[i];
        return 0;
    }
}
