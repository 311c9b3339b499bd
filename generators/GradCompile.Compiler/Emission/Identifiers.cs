using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Emission;

/// <summary>Names that come from the user, made safe to write.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",

        // Contextual keywords that a type cannot be called without @, or that newer compilers take for themselves.
        "file", "record", "required", "scoped", "var", "dynamic", "nint", "nuint", "notnull", "unmanaged", "where", "field", "extension", "partial", "await", "allows",
    ];

    /// <summary>A dotted name whose keywords are escaped.</summary>
    public static string Escape(string dotted) => string.Join(".", dotted.Split('.').Select(part => Keywords.Contains(part) ? "@" + part : part));

    /// <summary>The namespace of the network's kernels: no name of the user's is looked up there.</summary>
    public static string KernelNamespace(DeclaredType type) => "GradCompile.Generated." + Escape(type.FullName);

    /// <summary>Text within an XML comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n") + "\"";
}
