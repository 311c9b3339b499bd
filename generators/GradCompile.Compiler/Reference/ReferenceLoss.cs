using System;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Reference;

/// <summary>The losses in double precision, with PyTorch's means.</summary>
public static class ReferenceLoss
{
    /// <summary>The mean loss of a batch, and its gradient by the outputs.</summary>
    /// <param name="outputs">A row for each sample.</param>
    /// <param name="targets">As many; probabilities for a softmax cross-entropy.</param>
    public static (double Loss, double[][] Gradient) Of(LossKind kind, double[][] outputs, double[][] targets)
    {
        var gradient = outputs.Select(row => new double[row.Length]).ToArray();
        double total = 0, rows = outputs.Length;
        for (var r = 0; r < outputs.Length; r++)
        {
            var (y, t, g) = (outputs[r], targets[r], gradient[r]);
            if (kind == LossKind.SoftmaxCrossEntropy)
            {
                var max = y.Max();
                var sum = y.Sum(v => Math.Exp(v - max));
                var mass = t.Sum();
                for (var i = 0; i < y.Length; i++)
                {
                    total += t[i] * (Math.Log(sum) + max - y[i]) / rows;
                    g[i] = ((Math.Exp(y[i] - max) / sum * mass) - t[i]) / rows;
                }

                continue;
            }

            for (var i = 0; i < y.Length; i++)
            {
                var (loss, slope) = Element(kind, y[i], t[i]);
                total += loss / rows / y.Length;
                g[i] = slope / rows / y.Length;
            }
        }

        return (total, gradient);
    }

    private static (double Loss, double Slope) Element(LossKind kind, double y, double t)
    {
        var d = y - t;
        return kind switch
        {
            LossKind.MeanSquaredError => (d * d, 2 * d),
            LossKind.MeanAbsoluteError => (Math.Abs(d), Math.Sign(d)),
            LossKind.Huber => Math.Abs(d) < 1 ? (d * d / 2, d) : (Math.Abs(d) - 0.5, Math.Sign(d)),
            LossKind.SigmoidCrossEntropy => (ReferenceActivation.Softplus(y) - (y * t), ReferenceActivation.Sigmoid(y) - t),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
