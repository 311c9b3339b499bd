using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators;

/// <summary>The MSBuild properties that the package's props file makes visible here; without that file, none is set.</summary>
/// <param name="Compile">What the compiler is asked.</param>
/// <param name="Error">A property with a value that it cannot have, as a sentence.</param>
internal sealed record ProjectSettings(CompileSettings Compile, string? Error)
{
    /// <summary>The property by which a project says for which widths of vectors kernels are written.</summary>
    public const string VectorWidths = "GradCompileVectorWidths";

    /// <summary>
    /// The same with commas, as the package's target hands it over: the file between MSBuild and the compiler takes what follows a
    /// semicolon for a comment.
    /// </summary>
    public const string VectorWidthList = "_GradCompileVectorWidths";

    private const string Advice = "write one or more of 128, 256 and 512, as 128;256, or leave the property out for all of them.";

    private static readonly char[] Separators = [';', ',', ' ', '\t'];

    public static ProjectSettings Read(AnalyzerConfigOptions options)
    {
        var written = Property(options, VectorWidthList);
        if (written.Length == 0) written = Property(options, VectorWidths);
        var known = CompileSettings.Widths.ToList();
        var wished = new HashSet<int> { CompileSettings.Narrowest };
        string? error = null;
        foreach (var word in written.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && known.Contains(width)) wished.Add(width);
            else error ??= $"{VectorWidths} is \"{written}\", but \"{word}\" is no width of vectors: {Advice}";
        }

        var isAny = error is not null || written.Trim(Separators).Length == 0;
        return new(new CompileSettings(known.Where(width => isAny || wished.Contains(width)).ToEquatableArray(), DoAnalyzersRun(options)), error);
    }

    /// <summary>As the SDK decides it for a build.</summary>
    private static bool DoAnalyzersRun(AnalyzerConfigOptions options)
    {
        var always = Property(options, "RunAnalyzers");
        return !IsFalse(always.Length > 0 ? always : Property(options, "RunAnalyzersDuringBuild"));
    }

    private static bool IsFalse(string value) => string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) ? value.Trim() : "";
}
