using System;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Reference;

/// <summary>The activations in double precision, written from their definitions.</summary>
public static class ReferenceActivation
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>φ(x).</summary>
    public static double Value(ActivationKind kind, double alpha, double x) => kind switch
    {
        ActivationKind.Identity => x,
        ActivationKind.ReLU => x > 0 ? x : 0,
        ActivationKind.LeakyReLU => x > 0 ? x : alpha * x,
        ActivationKind.ELU => x > 0 ? x : alpha * (Math.Exp(x) - 1),
        ActivationKind.SELU => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1)),
        ActivationKind.GELU => x * NormalCdf(x),
        ActivationKind.SiLU => x * Sigmoid(x),
        ActivationKind.Mish => x * Math.Tanh(Softplus(x)),
        ActivationKind.Softplus => Softplus(x),
        ActivationKind.Softsign => x / (1 + Math.Abs(x)),
        ActivationKind.Sigmoid => Sigmoid(x),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.HardSigmoid => Math.Min(1, Math.Max(0, (x / 6) + 0.5)),
        ActivationKind.HardTanh => Math.Min(1, Math.Max(-1, x)),
        ActivationKind.HardSwish => x * Math.Min(1, Math.Max(0, (x / 6) + 0.5)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Softmax does not work element by element."),
    };

    /// <summary>φ′(x); at a kink the value PyTorch takes.</summary>
    public static double Slope(ActivationKind kind, double alpha, double x)
    {
        switch (kind)
        {
            case ActivationKind.Identity: return 1;
            case ActivationKind.ReLU: return x > 0 ? 1 : 0;
            case ActivationKind.LeakyReLU: return x > 0 ? 1 : alpha;
            case ActivationKind.ELU: return x > 0 ? 1 : alpha * Math.Exp(x);
            case ActivationKind.SELU: return SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x));
            case ActivationKind.GELU: return NormalCdf(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
            case ActivationKind.SiLU: return Sigmoid(x) * (1 + (x * (1 - Sigmoid(x))));
            case ActivationKind.Mish:
                var t = Math.Tanh(Softplus(x));
                return t + (x * (1 - (t * t)) * Sigmoid(x));
            case ActivationKind.Softplus: return Sigmoid(x);
            case ActivationKind.Softsign: return 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)));
            case ActivationKind.Sigmoid: return Sigmoid(x) * (1 - Sigmoid(x));
            case ActivationKind.Tanh: return 1 - (Math.Tanh(x) * Math.Tanh(x));
            case ActivationKind.HardSigmoid: return x > -3 && x < 3 ? 1.0 / 6 : 0;
            case ActivationKind.HardTanh: return x > -1 && x < 1 ? 1 : 0;
            case ActivationKind.HardSwish: return x < -3 ? 0 : x > 3 ? 1 : (x / 3) + 0.5;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "Softmax does not work element by element.");
        }
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>Φ(x) by the series of erf near 0 and its continued fraction beyond: accurate to about 1e-15.</summary>
    private static double NormalCdf(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        double tail;
        if (z < 2.5)
        {
            double sum = z, term = z;
            for (var n = 1; n < 100; n++)
            {
                term *= -z * z / n;
                sum += term / ((2 * n) + 1);
            }

            tail = 0.5 - (sum / Math.Sqrt(Math.PI));
        }
        else
        {
            var fraction = 0.0;
            for (var k = 150; k > 0; k--) fraction = k / 2.0 / (z + fraction);
            tail = Math.Exp(-z * z) / Math.Sqrt(Math.PI) / (z + fraction) / 2;
        }

        return x > 0 ? 1 - tail : tail;
    }
}
