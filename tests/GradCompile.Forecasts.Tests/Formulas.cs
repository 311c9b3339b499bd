using GradCompile.Compiler.Declared;

namespace GradCompile.Forecasts.Tests;

/// <summary>The activations by their textbook definitions, written anew.</summary>
internal static class Formulas
{
    public static double Value(ActivationKind kind, double x, double alpha) => kind switch
    {
        ActivationKind.Identity => x,
        ActivationKind.ReLU => x > 0 ? x : 0,
        ActivationKind.LeakyReLU => x > 0 ? x : alpha * x,
        ActivationKind.ELU => x > 0 ? x : alpha * (Math.Exp(x) - 1),
        ActivationKind.SELU => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        ActivationKind.GELU => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        ActivationKind.SiLU => x / (1 + Math.Exp(-x)),
        ActivationKind.Mish => x * Math.Tanh(Softplus(x)),
        ActivationKind.Softplus => Softplus(x),
        ActivationKind.Softsign => x / (1 + Math.Abs(x)),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        ActivationKind.HardTanh => Math.Clamp(x, -1, 1),
        ActivationKind.HardSwish => x * Math.Clamp(x + 3, 0, 6) / 6,
        _ => throw new NotSupportedException(kind.ToString()),
    };

    /// <summary>ln(1 + eˣ); above 30 the difference from x is below a rounding error.</summary>
    private static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));

    /// <summary>By its Maclaurin series, and ±1 beyond ±4.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 4) return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
