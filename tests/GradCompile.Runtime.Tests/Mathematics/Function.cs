using System.Runtime.Intrinsics;

namespace GradCompile.Runtime.Tests.Mathematics;

/// <summary>A function of VectorMath at every width, and what it should give.</summary>
internal sealed record Function(
    Func<double, double> Exact,
    Func<Vector512<float>, Vector512<float>> Wide,
    Func<Vector256<float>, Vector256<float>> Medium,
    Func<Vector128<float>, Vector128<float>> Narrow,
    Func<float, float> Scalar)
{
    public static readonly IReadOnlyDictionary<string, Function> All = new Dictionary<string, Function>
    {
        ["Exp"] = new(Math.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        ["Expm1"] = new(Reference.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        ["Log"] = new(Math.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        ["Log1p"] = new(Reference.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        ["Tanh"] = new(Math.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        ["Sigmoid"] = new(x => 1 / (1 + Math.Exp(-x)), VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        ["Softplus"] = new(Reference.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        ["Erf"] = new(Reference.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        ["SiluDerivative"] = new(Reference.SiluDerivative, ActivationMath.SiluDerivative, ActivationMath.SiluDerivative, ActivationMath.SiluDerivative, x => ActivationMath.SiluDerivative(Vector128.Create(x)).ToScalar()),
        ["MishDerivative"] = new(Reference.MishDerivative, ActivationMath.MishDerivative, ActivationMath.MishDerivative, ActivationMath.MishDerivative, x => ActivationMath.MishDerivative(Vector128.Create(x)).ToScalar()),
        ["GeluDerivative"] = new(Reference.GeluDerivative, ActivationMath.GeluDerivative, ActivationMath.GeluDerivative, ActivationMath.GeluDerivative, x => ActivationMath.GeluDerivative(Vector128.Create(x)).ToScalar()),
    };

    /// <summary>Those with a bound in units in the last place; the slopes of activations cross 0, where such a bound means nothing.</summary>
    public static TheoryData<string> Elementary => [.. All.Keys.Where(name => !name.EndsWith("Derivative", StringComparison.Ordinal))];

    public static TheoryData<string> Slopes => [.. All.Keys.Where(name => name.EndsWith("Derivative", StringComparison.Ordinal))];

    public static TheoryData<string> Names => [.. All.Keys];
}
