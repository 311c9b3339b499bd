using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Activations;

/// <summary>φ(x), or φ′(x), in double precision.</summary>
/// <param name="x">The argument.</param>
/// <param name="alpha">The slope of LeakyReLU, the scale of ELU; others ignore it.</param>
public delegate double ScalarFunction(double x, double alpha);

/// <summary>An activation as mathematics: one row each, all that a forecast needs to know of it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">φ.</param>
/// <param name="Derivative">φ′; at a kink, either side's.</param>
/// <param name="Breakpoints">Ascending: its kinks, or where a smooth one passes from bend to tail; integrals are split there.</param>
/// <param name="HasKinks">Whether φ′ jumps at the breakpoints.</param>
/// <param name="IsBounded">Whether φ stays finite for x → ±∞.</param>
/// <param name="SaturationBound">|φ′| is below 5 % of its maximum where |x| is above it; 0 for an activation that does not saturate on both sides.</param>
/// <param name="Silence">Units whose argument stays below it are dead (φ and φ′ are 0); −∞ if no argument silences it.</param>
/// <param name="DefaultInit">What <c>Init.Auto</c> takes before it.</param>
public sealed record ScalarActivation(
    ActivationKind Kind,
    ScalarFunction Value,
    ScalarFunction Derivative,
    double[] Breakpoints,
    bool HasKinks = false,
    bool IsBounded = false,
    double SaturationBound = 0,
    double Silence = double.NegativeInfinity,
    InitKind DefaultInit = InitKind.XavierUniform);
