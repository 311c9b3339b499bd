using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Emission;

/// <summary>Names that come from the user, made safe to write.</summary>
internal static class Identifiers
{
    /// <summary>A dotted name whose keywords are escaped.</summary>
    public static string Escape(string dotted) => string.Join(".", dotted.Split('.').Select(part => Keywords.Contains(part) ? "@" + part : part));

    /// <summary>The class of a width's kernels, its bits behind.</summary>
    public const string Kernels = "Kernels";

    /// <summary>The namespace of the network's kernels: no name of the user's is looked up there.</summary>
    public static string KernelNamespace(DeclaredType type) => "GradCompile.Generated." + Escape(type.FullName);

    /// <summary>Text within an XML comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n") + "\"";
}
