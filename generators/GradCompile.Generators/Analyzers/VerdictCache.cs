using System;
using System.Collections.Generic;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses;

namespace GradCompile.Generators.Analyzers;

/// <summary>
/// The verdicts on the networks seen last, keyed by the declared network's value: a keystroke that leaves the attributes alone
/// costs neither a check nor a forecast. Bounded; the oldest goes first.
/// </summary>
/// <param name="work">Works a verdict out.</param>
internal sealed class VerdictCache<T>(Func<DeclaredNetwork, T> work)
{
    private const int Capacity = 64;

    private readonly Dictionary<DeclaredNetwork, T> _known = [];
    private readonly Queue<DeclaredNetwork> _ages = new();

    /// <summary>How often a verdict had to be worked out; for tests.</summary>
    public int Misses { get; private set; }

    public T Of(DeclaredNetwork network)
    {
        lock (_known)
        {
            if (_known.TryGetValue(network, out var known)) return known;
        }

        var verdict = work(network);
        lock (_known)
        {
            Misses++;
            if (_known.ContainsKey(network)) return verdict;
            if (_ages.Count == Capacity) _known.Remove(_ages.Dequeue());
            _known.Add(network, verdict);
            _ages.Enqueue(network);
        }

        return verdict;
    }
}

/// <summary>What the analyzers ask of the compiler.</summary>
internal static class Verdicts
{
    /// <summary>Why a declaration cannot be compiled, if so.</summary>
    public static VerdictCache<Fault?> Faults { get; } = new(NetworkCompiler.Check);

    /// <summary>What the rules find in one that compiles.</summary>
    public static VerdictCache<EquatableArray<Diagnosis>> Diagnoses { get; } = new(NetworkCompiler.Diagnose);
}
