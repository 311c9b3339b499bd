using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>
/// The squared error of a linear model under gradient descent, where all is exact: H = (2/K)·E xxᵀ for inputs x with a 1 for the bias. In
/// batches of B the mean square of the error shrinks as long as the rate is below 2/(λ + (tr H + λ)/B), λ the largest eigenvalue: a batch
/// of few rows sees another curvature each time.
/// </summary>
/// <param name="Largest">λ.</param>
/// <param name="Limit">The largest rate that converges.</param>
/// <param name="Diverges">Whether the declared rate is above it.</param>
internal sealed record LinearCurvature(double Largest, double Limit, bool Diverges)
{
    /// <summary>Null for any other network.</summary>
    public static LinearCurvature? Of(TrainingForecast training)
    {
        if (training.Model.Loss != LossKind.MeanSquaredError || training.Optimizer is not SgdOptimizer sgd || training.Model.Clip is not null) return null;
        if (training.Layers.Count != 1 || training.Model.Training.Operations.Any(operation => operation is not (DenseOperation or FlattenOperation))) return null;
        var (mean, variance) = (training.Input.Mean * training.Input.Mean, training.Input.Std * training.Input.Std);
        var inputs = (double)training.Last.Forecast.FanIn;
        var bias = training.Last.Bias is null ? 0 : 1;
        var scale = 2.0 / training.Last.Forecast.Units;

        // Along the mean, where the bias joins in, and across it.
        var along = scale * ((inputs * mean) + bias + (mean > 0 ? variance : 0));
        var largest = System.Math.Max(along, scale * variance);
        var trace = scale * ((inputs * (mean + variance)) + bias);
        var noise = (trace + largest) / training.Input.BatchSize / (1 - System.Math.Min(sgd.Momentum, 1 - 1e-9));
        var limit = 2 * (1 + sgd.Momentum) / (largest + noise);
        return new LinearCurvature(largest, limit, sgd.Rate > limit);
    }
}
