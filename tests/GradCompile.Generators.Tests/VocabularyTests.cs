using GradCompile.Compiler.Declared;

namespace GradCompile.Generators.Tests;

/// <summary>The compiler cannot see the runtime's enums and is handed their values: the two lists must be one.</summary>
public class VocabularyTests
{
    [Fact]
    public void ActivationsAgree() => AssertAgree<Activation, ActivationKind>();

    [Fact]
    public void InitialisersAgree() => AssertAgree<Init, InitKind>();

    [Fact]
    public void LossesAgree() => AssertAgree<Loss, LossKind>();

    private static void AssertAgree<TRuntime, TCompiler>()
        where TRuntime : struct, Enum
        where TCompiler : struct, Enum =>
        Assert.Equal(
            Enum.GetValues<TRuntime>().Select(value => (value.ToString(), Convert.ToInt32(value, null))),
            Enum.GetValues<TCompiler>().Select(value => (value.ToString(), Convert.ToInt32(value, null))));
}
