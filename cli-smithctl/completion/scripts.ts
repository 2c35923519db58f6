/**
 * What each shell asks is `smithctl __complete WORD… CURRENT`, and what it gets is one candidate on each line, with a tab
 * and a description behind it.
 */
export const scripts = {
  bash: `_smithctl() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("$1" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _smithctl smithctl
`,
  zsh: `#compdef smithctl
_smithctl() {
  local line
  local -a values shown
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n "$line" ]] || continue
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  -- }")
  done
  compadd -l -d shown -a values
}
if [[ "\${funcstack[1]}" == _smithctl ]]; then
  _smithctl "$@"
else
  compdef _smithctl smithctl
fi
`,
  fish: `function __smithctl_complete
    set -l words (commandline -opc)
    $words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c smithctl -f -a '(__smithctl_complete)'
`,
};
