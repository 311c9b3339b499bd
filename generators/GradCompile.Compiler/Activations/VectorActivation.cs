using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;

namespace GradCompile.Compiler.Activations;

/// <summary>What an activation's slope is computed from.</summary>
public enum DerivativeSource
{
    /// <summary>φ's result: nothing else has to be kept for the backward pass.</summary>
    Output,

    /// <summary>φ's argument.</summary>
    Input,
}

/// <summary>An activation in vector code: one row each.</summary>
/// <param name="Formula">For a comment in the generated code.</param>
/// <param name="DerivativeReads">What <paramref name="Derivative"/>'s second argument is.</param>
/// <param name="Value">φ(x) from x and α.</param>
/// <param name="Derivative">g·φ′ from g, the source and α.</param>
public sealed record VectorActivation(
    string Formula, DerivativeSource DerivativeReads, Func<Expression, double, Expression> Value, Func<Expression, Expression, double, Expression> Derivative)
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543773;

    /// <summary>
    /// Whether φ calls a function of the vector mathematics. Such code stands once in a loop: written out for each register of
    /// a tile, it would exceed what the JIT is willing to inline.
    /// </summary>
    public bool IsValueCostly => CallsMath(Value(Name("x"), 1));

    /// <summary>The same of φ′.</summary>
    public bool IsDerivativeCostly => CallsMath(Derivative(Name("g"), Name("x"), 1));

    private static bool CallsMath(Expression expression) => expression switch
    {
        CallExpression { Class: "VectorMath" or "ActivationMath" } => true,
        CallExpression call => call.Arguments.Any(CallsMath),
        BinaryExpression binary => CallsMath(binary.Left) || CallsMath(binary.Right),
        NegateExpression negate => CallsMath(negate.Operand),
        _ => false,
    };

    /// <summary>Every activation that works element by element. Each propagates a NaN, and gives the same bits on every processor.</summary>
    public static IReadOnlyDictionary<ActivationKind, VectorActivation> Table { get; } = new Dictionary<ActivationKind, VectorActivation>
    {
        [ActivationKind.ReLU] = new(
            "max(0, {0})", DerivativeSource.Output,
            (x, _) => Select(Less(x, 0), 0, x),
            (g, y, _) => Select(Greater(y, 0), g, 0)),
        [ActivationKind.LeakyReLU] = new(
            "{0} > 0 ? {0} : α·{0}", DerivativeSource.Input,
            (x, alpha) => Select(Greater(x, 0), x, x * alpha),
            (g, x, alpha) => Select(Greater(x, 0), g, g * alpha)),
        [ActivationKind.ELU] = new(
            "{0} > 0 ? {0} : α·(exp({0}) − 1)", DerivativeSource.Output,
            (x, alpha) => Select(Greater(x, 0), x, Function("Expm1", x) * alpha),
            (g, y, alpha) => Select(Greater(y, 0), g, g * (y + alpha))),
        [ActivationKind.SELU] = new(
            "λ·({0} > 0 ? {0} : α·(exp({0}) − 1))", DerivativeSource.Output,
            (x, _) => Select(Greater(x, 0), x * SeluScale, Function("Expm1", x) * (SeluScale * SeluAlpha)),
            (g, y, _) => g * Select(Greater(y, 0), SeluScale, y + (SeluScale * SeluAlpha))),
        [ActivationKind.GELU] = new(
            "{0}·Φ({0})", DerivativeSource.Input,
            (x, _) => x * NormalCdf(x),
            (g, x, _) => g * Function("GeluDerivative", x)),
        [ActivationKind.SiLU] = new(
            "{0}·σ({0})", DerivativeSource.Input,
            (x, _) => x * Function("Sigmoid", x),
            (g, x, _) => g * Function("SiluDerivative", x)),
        [ActivationKind.Mish] = new(
            "{0}·tanh(softplus({0}))", DerivativeSource.Input,
            (x, _) => x * Function("Tanh", Function("Softplus", x)),
            (g, x, _) => g * Function("MishDerivative", x)),
        [ActivationKind.Softplus] = new(
            "ln(1 + exp({0}))", DerivativeSource.Output,
            (x, _) => Function("Softplus", x),
            (g, y, _) => -(g * Function("Expm1", -y))),
        [ActivationKind.Softsign] = new(
            "{0} / (1 + |{0}|)", DerivativeSource.Input,
            (x, _) => x / (Abs(x) + 1),
            (g, x, _) => g / ((Abs(x) + 1) * (Abs(x) + 1))),
        [ActivationKind.Sigmoid] = new(
            "σ({0})", DerivativeSource.Output,
            (x, _) => Function("Sigmoid", x),
            (g, y, _) => g * y * ((Expression)1 - y)),
        [ActivationKind.Tanh] = new(
            "tanh({0})", DerivativeSource.Output,
            (x, _) => Function("Tanh", x),
            (g, y, _) => g * (((Expression)1 - y) * (y + 1))),
        [ActivationKind.HardSigmoid] = new(
            "clamp({0}/6 + ½, 0, 1)", DerivativeSource.Input,
            (x, _) => Clamp(Fma(x, 1.0 / 6, 0.5), 0, 1),
            (g, x, _) => Select(Less(Abs(x), 3), g * (1.0 / 6), 0)),
        [ActivationKind.HardTanh] = new(
            "clamp({0}, −1, 1)", DerivativeSource.Output,
            (x, _) => Clamp(x, -1, 1),
            (g, y, _) => Select(Less(Abs(y), 1), g, 0)),
        [ActivationKind.HardSwish] = new(
            "{0}·clamp({0}/6 + ½, 0, 1)", DerivativeSource.Input,
            (x, _) => x * Clamp(Fma(x, 1.0 / 6, 0.5), 0, 1),
            (g, x, _) => g * Select(Less(x, -3), 0, Select(Greater(x, 3), 1, Fma(x, 1.0 / 3, 0.5)))),
    };

    /// <summary>Φ(x) = ½(1 + erf(x/√2)).</summary>
    private static Expression NormalCdf(Expression x) => Fma(Function("Erf", x * 0.7071067811865476), 0.5, 0.5);
}
