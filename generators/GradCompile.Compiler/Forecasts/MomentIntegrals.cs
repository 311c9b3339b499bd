using System;
using System.Collections.Generic;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// Integrates activations over signals. Signals that come back, as those of repeated blocks do once they have converged, are
/// looked up.
/// </summary>
internal sealed class MomentIntegrals
{
    /// <summary>A noise so small beside the signal passes an activation as through its tangent.</summary>
    private const double Linear = 1e-7;

    /// <summary>A noise much wider than the bend of a smooth activation.</summary>
    private const double WideNoise = 3;
    private const double Same = 1e-7;
    private const int Remembered = 8;

    private static readonly double[] AtZero = [0];

    private readonly GaussianRule _outer = new();
    private readonly GaussianRule _inner = new();
    private readonly List<Memory> _recent = [];
    private int _next;

    public ActivationMoments Of(ActivationKind kind, double alpha, in Signal signal)
    {
        foreach (var memory in _recent)
        {
            if (memory.Kind == kind && memory.Alpha == alpha && IsSame(memory.Signal, signal))
            {
                return IsLinear(signal) ? memory.Moments with { Noise = signal.Noise * memory.Moments.SlopeSquare } : memory.Moments;
            }
        }

        var result = new Memory(kind, alpha, signal, Compute(kind, alpha, signal));
        if (_recent.Count < Remembered) _recent.Add(result);
        else _recent[_next++ % Remembered] = result;
        return result.Moments;
    }

    /// <summary>The expectations of a loss's slope over its outputs.</summary>
    public (double Own, double Pair, double OwnCoherent, double PairCoherent, double PairSlope, double Along) Of(ElementwiseLoss loss, in Signal output)
    {
        double own = 0, pair = 0, change = 0, along = 0;
        _outer.Fill(output.Mean, output.Common, loss.Breakpoints);
        for (var i = 0; i < _outer.Count; i++)
        {
            var m = _outer.Nodes[i];
            _inner.Fill(m, output.Noise, loss.Breakpoints);
            double mean = 0, bend = 0, square = 0, radial = 0;
            for (var j = 0; j < _inner.Count; j++)
            {
                var (y, weight) = (_inner.Nodes[j], _inner.Weights[j]);
                var slope = loss.Mean(y);
                mean += weight * slope;
                bend += weight * slope * (y - m);
                square += weight * loss.Square(y);
                radial += weight * slope * y;
            }

            own += _outer.Weights[i] * square;
            pair += _outer.Weights[i] * mean * mean;
            if (output.Noise > 0) change += _outer.Weights[i] * bend * bend / output.Noise;
            along += _outer.Weights[i] * radial;
        }

        var common = SharedMean(loss, output, output.CommonCoherent);
        var sample = output.NoiseCoherent > 0 ? SharedMean(loss, output, output.CommonCoherent + output.NoiseCoherent) : common;
        return (own, pair, sample, common, change, along);
    }

    private static bool IsLinear(in Signal signal) => signal.Noise < Linear * signal.Second && signal.NoiseCoherent == 0;

    private static bool IsSame(in Signal left, in Signal right)
    {
        if (IsLinear(left) != IsLinear(right)) return false;
        var tolerance = Same * right.Second;
        return Near(left.Mean * left.Mean, right.Mean * right.Mean, tolerance) && left.Mean * right.Mean >= 0
            && Near(left.Variance, right.Variance, Same * right.Variance)
            && (IsLinear(right) || Near(left.Noise, right.Noise, Same * right.Noise))
            && Near(left.CommonCoherent, right.CommonCoherent, Same * right.CommonCoherent)
            && Near(left.NoiseCoherent, right.NoiseCoherent, Same * right.NoiseCoherent);
    }

    private static bool Near(double left, double right, double tolerance) => Math.Abs(left - right) <= tolerance;

    private ActivationMoments Compute(ActivationKind kind, double alpha, in Signal signal)
    {
        var isCoherent = signal.CommonCoherent > 0 || signal.NoiseCoherent > 0;
        if (kind is ActivationKind.ReLU or ActivationKind.LeakyReLU && signal.Mean == 0 && signal.Variance > 0 && !isCoherent)
        {
            return RectifierMoments.Of(kind == ActivationKind.ReLU ? 0 : alpha, signal);
        }

        var row = ActivationTable.Of(kind);
        var moments = IsLinear(signal) ? Tangent(row, alpha, signal) : Integrate(row, alpha, signal);
        if (!isCoherent) return moments;
        var common = Shared(row, alpha, signal, signal.CommonCoherent);
        var own = Shared(row, alpha, signal, signal.CommonCoherent + signal.NoiseCoherent);
        return moments with
        {
            CommonCoherent = Math.Max(0, common.Value - (moments.Mean * moments.Mean)),
            NoiseCoherent = Math.Min(moments.Noise, Math.Max(0, own.Value - common.Value)),
            SlopePairCoherent = common.Slope,
            SlopeOwnCoherent = own.Slope,
        };
    }

    /// <summary>With a noise that sees only the tangent: one dimension is enough.</summary>
    private ActivationMoments Tangent(ScalarActivation row, double alpha, in Signal signal)
    {
        var sums = default(MomentSums);
        _outer.Fill(signal.Mean, signal.Variance, row.Breakpoints);
        for (var i = 0; i < _outer.Count; i++)
        {
            var u = _outer.Nodes[i];
            sums.Add(_outer.Weights[i], u, row.Value(u, alpha), row.Derivative(u, alpha));
        }

        return sums.Moments with
        {
            Noise = signal.Noise * sums.SlopeSquare,
            SlopePair = sums.SlopeSquare,
            RadialPair = sums.RadialSquare,
        };
    }

    private ActivationMoments Integrate(ScalarActivation row, double alpha, in Signal signal)
    {
        var sums = default(MomentSums);
        var deviation = Math.Sqrt(signal.Noise);
        double noise = 0, slopePair = 0, slopeChange = 0, radialPair = 0;

        // Over neurons a bend is smeared out by the noise; a wide noise leaves nothing of it but that.
        var isWide = deviation > WideNoise && !row.HasKinks;
        _outer.Fill(signal.Mean, signal.Common, isWide ? AtZero : row.Breakpoints, isWide || row.HasKinks ? 4 * deviation : 0);
        for (var i = 0; i < _outer.Count; i++)
        {
            var m = _outer.Nodes[i];
            _inner.Fill(m, signal.Noise, row.Breakpoints);
            double value = 0, square = 0, slope = 0, bend = 0, radial = 0;
            var centre = row.Value(m, alpha);
            for (var j = 0; j < _inner.Count; j++)
            {
                var (u, weight) = (_inner.Nodes[j], _inner.Weights[j]);
                var (f, derivative) = (row.Value(u, alpha), row.Derivative(u, alpha));
                sums.Add(_outer.Weights[i] * weight, u, f, derivative);

                // From the value in the middle: the variance keeps its precision where f is nearly constant.
                value += weight * (f - centre);
                square += weight * (f - centre) * (f - centre);
                slope += weight * derivative;
                bend += weight * derivative * (u - m);
                radial += weight * f * derivative;
            }

            noise += _outer.Weights[i] * Math.Max(0, square - (value * value));
            slopePair += _outer.Weights[i] * slope * slope;
            if (signal.Noise > 0) slopeChange += _outer.Weights[i] * bend * bend / signal.Noise;
            radialPair += _outer.Weights[i] * radial * radial;
        }

        return sums.Moments with { Noise = noise, SlopePair = slopePair, SlopePairChange = slopeChange, RadialPair = radialPair };
    }

    /// <summary>E (E f)² and E (E f′)², the inner expectations given a shared part of the variance.</summary>
    private (double Value, double Slope) Shared(ScalarActivation row, double alpha, in Signal signal, double shared)
    {
        double valueSquare = 0, slopeSquare = 0;
        _outer.Fill(signal.Mean, shared, row.Breakpoints);
        for (var i = 0; i < _outer.Count; i++)
        {
            _inner.Fill(_outer.Nodes[i], Math.Max(0, signal.Variance - shared), row.Breakpoints);
            double value = 0, slope = 0;
            for (var j = 0; j < _inner.Count; j++)
            {
                value += _inner.Weights[j] * row.Value(_inner.Nodes[j], alpha);
                slope += _inner.Weights[j] * row.Derivative(_inner.Nodes[j], alpha);
            }

            valueSquare += _outer.Weights[i] * value * value;
            slopeSquare += _outer.Weights[i] * slope * slope;
        }

        return (valueSquare, slopeSquare);
    }

    /// <summary>E (E slope)², the inner expectation given a shared part of the variance.</summary>
    private double SharedMean(ElementwiseLoss loss, in Signal output, double shared)
    {
        var result = 0.0;
        _outer.Fill(output.Mean, shared, loss.Breakpoints);
        for (var i = 0; i < _outer.Count; i++)
        {
            _inner.Fill(_outer.Nodes[i], Math.Max(0, output.Variance - shared), loss.Breakpoints);
            var mean = 0.0;
            for (var j = 0; j < _inner.Count; j++) mean += _inner.Weights[j] * loss.Mean(_inner.Nodes[j]);
            result += _outer.Weights[i] * mean * mean;
        }

        return result;
    }

    /// <summary>The sums that need no distinction between neurons and samples.</summary>
    private struct MomentSums
    {
        private double _value, _square, _fourth, _slope, _slopeFourth, _radial;

        public double SlopeSquare { get; private set; }

        public double RadialSquare { get; private set; }

        public readonly ActivationMoments Moments => new()
        {
            Mean = _value,
            Second = _square,
            SlopeSquare = SlopeSquare,
            SlopeOwnCoherent = _slope * _slope,
            SlopePairCoherent = _slope * _slope,
            Radial = _radial,
            RadialSquare = RadialSquare,
            ValueKurtosis = _square > 0 ? _fourth / _square / _square : 1,
            SlopeKurtosis = SlopeSquare > 0 ? _slopeFourth / SlopeSquare / SlopeSquare : 1,
        };

        public void Add(double weight, double u, double f, double derivative)
        {
            var (square, slopeSquare) = (f * f, derivative * derivative);
            _value += weight * f;
            _square += weight * square;
            _fourth += weight * square * square;
            _slope += weight * derivative;
            SlopeSquare += weight * slopeSquare;
            _slopeFourth += weight * slopeSquare * slopeSquare;
            _radial += weight * u * f * derivative;
            RadialSquare += weight * square * slopeSquare;
        }
    }

    private sealed class Memory(ActivationKind kind, double alpha, Signal signal, ActivationMoments moments)
    {
        public readonly ActivationKind Kind = kind;
        public readonly double Alpha = alpha;
        public readonly Signal Signal = signal;
        public readonly ActivationMoments Moments = moments;
    }
}
