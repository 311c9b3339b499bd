using System;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// Nodes and weights for expectations over N(mean, variance): Gauss–Legendre on segments within ±7 standard deviations, split
/// at given points and at the mean, weights renormalised to 1. Not Gauss–Hermite: of a wide distribution its nodes step over
/// the bend of an activation, and kinks ruin its convergence. One instance is filled again and again.
/// </summary>
internal sealed class GaussianRule
{
    private const double Reach = 7;
    private const int PerSegment = 8;

    /// <summary>Nodes of the eight-point Gauss–Legendre rule on [−1, 1], the positive half.</summary>
    private static readonly double[] HalfNodes = [0.18343464249564980494, 0.52553240991632898582, 0.79666647741362673959, 0.96028985649753623168];
    private static readonly double[] HalfWeights = [0.36268378337836198297, 0.31370664587788728734, 0.22238103445337447054, 0.10122853629037625915];

    private readonly double[] _cuts = new double[24];
    private int _cutCount;

    public double[] Nodes { get; } = new double[24 * PerSegment];

    public double[] Weights { get; } = new double[24 * PerSegment];

    public int Count { get; private set; }

    /// <summary>Fills the rule.</summary>
    /// <param name="breakpoints">Ascending points at which to split, besides the mean.</param>
    /// <param name="margin">If positive, split also at each breakpoint ± this: where a kink that is smeared out by this much begins and ends.</param>
    public void Fill(double mean, double variance, double[] breakpoints, double margin = 0)
    {
        var deviation = Math.Sqrt(variance);
        if (!(deviation > 1e-14 * Math.Abs(mean)) || deviation == 0)
        {
            Count = 1;
            Nodes[0] = mean;
            Weights[0] = 1;
            return;
        }

        var (low, high) = (mean - (Reach * deviation), mean + (Reach * deviation));
        _cutCount = 0;
        Cut(low, low, high);
        Cut(mean, low, high);
        Cut(high, low, high);
        foreach (var point in breakpoints)
        {
            Cut(point, low, high);
            if (margin > 0)
            {
                Cut(point - margin, low, high);
                Cut(point + margin, low, high);
            }
        }

        Array.Sort(_cuts, 0, _cutCount);
        Count = 0;
        var total = 0.0;
        for (var i = 1; i < _cutCount; i++) total += AddSegment(_cuts[i - 1], _cuts[i], mean, deviation);
        for (var i = 0; i < Count; i++) Weights[i] /= total;
    }

    private void Cut(double point, double low, double high)
    {
        if (point >= low && point <= high && _cutCount < _cuts.Length) _cuts[_cutCount++] = point;
    }

    private double AddSegment(double from, double to, double mean, double deviation)
    {
        var half = 0.5 * (to - from);
        if (half <= 1e-9 * deviation) return 0;
        var middle = 0.5 * (from + to);
        var total = 0.0;
        for (var i = 0; i < HalfNodes.Length; i++)
        {
            total += Add(middle - (half * HalfNodes[i]), half * HalfWeights[i]) + Add(middle + (half * HalfNodes[i]), half * HalfWeights[i]);
        }

        return total;

        double Add(double node, double width)
        {
            var z = (node - mean) / deviation;
            var weight = width * Math.Exp(-0.5 * z * z);
            Nodes[Count] = node;
            Weights[Count++] = weight;
            return weight;
        }
    }
}
