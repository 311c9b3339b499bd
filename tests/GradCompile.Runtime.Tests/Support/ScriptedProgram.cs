using System.Runtime.CompilerServices;

namespace GradCompile.Runtime.Tests.Support;

/// <summary>A program whose gradients are what a test says, to look at clipping and optimizers alone.</summary>
internal sealed class ScriptedProgram(ProgramLayout layout) : NetworkProgram
{
    public override ProgramLayout Layout => layout;

    /// <summary>In the layout of the parameters.</summary>
    public float[] Gradient { get; } = new float[layout.ParameterLength];

    public override void Forward(int vectorBits, Pass pass) => throw new NotSupportedException();

    public override void Gradients(int vectorBits, Pass pass)
    {
        for (var i = 0; i < Gradient.Length; i++) Unsafe.Add(ref pass.Gradients, i) = Gradient[i];
        pass.Losses = 0;
    }
}
