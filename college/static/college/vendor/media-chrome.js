var h={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},M={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},no={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},wl=Object.entries(no),s=wl.reduce((e,[t,i])=>(e[t]=i.toLowerCase(),e),{}),ac={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},ke=wl.reduce((e,[t,i])=>(e[t]=i.toLowerCase(),e),{...ac}),hp=Object.entries(ke).reduce((e,[t,i])=>{let a=s[t];return a&&(e[i]=a),e},{userinactivechange:"userinactive"}),Cl=Object.entries(s).reduce((e,[t,i])=>{let a=ke[t];return a&&(e[i]=a),e},{userinactive:"userinactivechange"}),st={SUBTITLES:"subtitles",CAPTIONS:"captions",DESCRIPTIONS:"descriptions",CHAPTERS:"chapters",METADATA:"metadata"},ne={DISABLED:"disabled",HIDDEN:"hidden",SHOWING:"showing"};var Ja={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},ot={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},ut={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"};var Dl={INLINE:"inline",FULLSCREEN:"fullscreen",PICTURE_IN_PICTURE:"picture-in-picture"};function Rl(e){return e?.map(sc).join(" ")}function xl(e){return e?.split(/\s+/).map(oc)}function sc(e){if(e){let{id:t,width:i,height:a}=e;return[t,i,a].filter(r=>r!=null).join(":")}}function oc(e){if(e){let[t,i,a]=e.split(":");return{id:t,width:+i,height:+a}}}function Ol(e){return e?.map(nc).join(" ")}function Ul(e){return e?.split(/\s+/).map(lc)}function nc(e){if(e){let{id:t,kind:i,language:a,label:r}=e;return[t,i,a,r].filter(o=>o!=null).join(":")}}function lc(e){if(e){let[t,i,a,r]=e.split(":");return{id:t,kind:i,language:a,label:r}}}function Qe(e){return typeof e=="number"&&!Number.isNaN(e)&&Number.isFinite(e)}var ja=e=>new Promise(t=>setTimeout(t,e));var dc={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function tr(e){return String(e).replace(/[&<>"']/g,t=>dc[t])}var Pl={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var Nl,ze={en:Pl},Ze=((Nl=globalThis.navigator)==null?void 0:Nl.language)||"en",lo=e=>{Ze=e},Fl=(e,t)=>{ze[e]=t},uc=e=>{var t,i,a;let[r]=Ze.split("-");return((t=ze[Ze])==null?void 0:t[e])||((i=ze[r])==null?void 0:i[e])||((a=ze.en)==null?void 0:a[e])||e},Hl=()=>{let[e]=Ze.split("-");return ze[Ze]?Ze:ze[e]?e:"en"},c=(e,t={})=>uc(e).replace(/\{(\w+)\}/g,(i,a)=>a in t?String(t[a]):`{${a}}`);var Bl=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],Wl=(e,t)=>{let i=e===1?c(Bl[t].singular):c(Bl[t].plural);return`${e} ${i}`},Ie=e=>{if(!Qe(e))return"";let t=Math.abs(e),i=t!==e,a=new Date(0,0,0,0,0,t,0),o=[a.getHours(),a.getMinutes(),a.getSeconds()].map((l,d)=>l&&Wl(l,d)).filter(l=>l).join(", ");return i?c("{time} remaining",{time:o}):t===0?Wl(0,2):o};function At(e,t){let i=!1;e<0&&(i=!0,e=0-e),e=e<0?0:e;let a=Math.floor(e%60),r=Math.floor(e/60%60),o=Math.floor(e/3600),l=Math.floor(t/60%60),d=Math.floor(t/3600);return(isNaN(e)||e===1/0)&&(o=r=a="0"),o=o>0||d>0?o+":":"",r=((o||l>=10)&&r<10?"0"+r:r)+":",a=a<10?"0"+a:a,(i?"-":"")+o+r+a}var _p=Object.freeze({length:0,start(e){let t=e>>>0;if(t>=this.length)throw new DOMException(`Failed to execute 'start' on 'TimeRanges': The index provided (${t}) is greater than or equal to the maximum bound (${this.length}).`);return 0},end(e){let t=e>>>0;if(t>=this.length)throw new DOMException(`Failed to execute 'end' on 'TimeRanges': The index provided (${t}) is greater than or equal to the maximum bound (${this.length}).`);return 0}});var er=class{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}},ir=class extends er{},ar=class extends ir{constructor(){super(...arguments),this.role=null}},uo=class{observe(){}unobserve(){}disconnect(){}},$l={createElement:function(){return new qi.HTMLElement},createElementNS:function(){return new qi.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(e){return!1}},qi={ResizeObserver:uo,document:$l,Node:ir,Element:ar,HTMLElement:class extends ar{constructor(){super(...arguments),this.innerHTML=""}get content(){return new qi.DocumentFragment}},DocumentFragment:class extends er{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(e){return null},setItem(e,t){},removeItem(e){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(e){return{matches:!1,media:e}},DOMParser:class{parseFromString(t,i){return{body:{textContent:t}}}}},Vl="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",Kl=Object.keys(qi).every(e=>e in globalThis),n=Vl&&!Kl?qi:globalThis,W=Vl&&!Kl?$l:globalThis.document;var Gl=new WeakMap,co=e=>{let t=Gl.get(e);return t||Gl.set(e,t=new Set),t},ql=new n.ResizeObserver(e=>{for(let t of e)for(let i of co(t.target))i(t)});function Jt(e,t){co(e).add(t),ql.observe(e)}function jt(e,t){let i=co(e);i.delete(t),i.size||ql.unobserve(e)}function B(e){let t={};for(let i of e)t[i.name]=i.value;return t}function F(e){var t;return(t=rr(e))!=null?t:Ct(e,"media-controller")}function rr(e){var t;let{MEDIA_CONTROLLER:i}=M,a=e.getAttribute(i);if(a)return(t=ye(e))==null?void 0:t.getElementById(a)}var sr=(e,t,i=".value")=>{let a=e.querySelector(i);a&&(a.textContent=t)},hc=(e,t)=>{let i=`slot[name="${t}"]`,a=e.shadowRoot.querySelector(i);return a?a.children:[]},or=(e,t)=>hc(e,t)[0],it=(e,t)=>!e||!t?!1:e?.contains(t)?!0:it(e,t.getRootNode().host),Ct=(e,t)=>{if(!e)return null;let i=e.closest(t);return i||Ct(e.getRootNode().host,t)};function Yi(e=document){var t;let i=e?.activeElement;return i?(t=Yi(i.shadowRoot))!=null?t:i:null}function ye(e){var t;let i=(t=e?.getRootNode)==null?void 0:t.call(e);return i instanceof ShadowRoot||i instanceof Document?i:null}function nr(e,{depth:t=3,checkOpacity:i=!0,checkVisibilityCSS:a=!0}={}){if(e.checkVisibility)return e.checkVisibility({checkOpacity:i,checkVisibilityCSS:a});let r=e;for(;r&&t>0;){let o=getComputedStyle(r);if(i&&o.opacity==="0"||a&&o.visibility==="hidden"||o.display==="none")return!1;r=r.parentElement,t--}return!0}function Yl(e,t,i,a){let r=a.x-i.x,o=a.y-i.y,l=r*r+o*o;if(l===0)return 0;let d=((e-i.x)*r+(t-i.y)*o)/l;return Math.max(0,Math.min(1,d))}function H(e,t){let i=mc(e,a=>a===t);return i||Qi(e,t)}function mc(e,t){var i,a;let r;for(r of(i=e.querySelectorAll("style:not([media])"))!=null?i:[]){let o;try{o=(a=r.sheet)==null?void 0:a.cssRules}catch{continue}for(let l of o??[])if(t(l.selectorText))return l}}function Qi(e,t){var i,a;let r=(i=e.querySelectorAll("style:not([media])"))!=null?i:[],o=r?.[r.length-1];if(!o?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",e),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};let l=o?.sheet.insertRule(`${t}{}`,o.sheet.cssRules.length);return(a=o.sheet.cssRules)==null?void 0:a[l]}function w(e,t,i=Number.NaN){let a=e.getAttribute(t);return a!=null?+a:i}function D(e,t,i){let a=+i;if(i==null||Number.isNaN(a)){e.hasAttribute(t)&&e.removeAttribute(t);return}w(e,t,void 0)!==a&&e.setAttribute(t,`${a}`)}function g(e,t){return e.hasAttribute(t)}function _(e,t,i){if(i==null){e.hasAttribute(t)&&e.removeAttribute(t);return}g(e,t)!=i&&e.toggleAttribute(t,i)}function S(e,t,i=null){var a;return(a=e.getAttribute(t))!=null?a:i}function T(e,t,i){if(i==null){e.hasAttribute(t)&&e.removeAttribute(t);return}let a=`${i}`;S(e,t,void 0)!==a&&e.setAttribute(t,a)}var Ql=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Tt=(e,t,i)=>(Ql(e,t,"read from private field"),i?i.call(e):t.get(e)),pc=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},lr=(e,t,i,a)=>(Ql(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),j;function Ec(e){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}var Xe=class extends n.HTMLElement{constructor(){if(super(),pc(this,j,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PAUSED]}attributeChangedCallback(t,i,a){var r,o,l,d,u;t===M.MEDIA_CONTROLLER&&(i&&((o=(r=Tt(this,j))==null?void 0:r.unassociateElement)==null||o.call(r,this),lr(this,j,null)),a&&this.isConnected&&(lr(this,j,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=Tt(this,j))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var t,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),lr(this,j,vc(this)),this.getAttribute(M.MEDIA_CONTROLLER)&&((i=(t=Tt(this,j))==null?void 0:t.associateElement)==null||i.call(t,this)),Tt(this,j)&&(Tt(this,j).addEventListener("pointerdown",this),Tt(this,j).addEventListener("click",this),Tt(this,j).hasAttribute("tabindex")||(Tt(this,j).tabIndex=0))}disconnectedCallback(){var t,i,a,r;this.getAttribute(M.MEDIA_CONTROLLER)&&((i=(t=Tt(this,j))==null?void 0:t.unassociateElement)==null||i.call(t,this)),(a=Tt(this,j))==null||a.removeEventListener("pointerdown",this),(r=Tt(this,j))==null||r.removeEventListener("click",this),lr(this,j,null)}handleEvent(t){var i;let a=(i=t.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(a?.localName)){if(t.type==="pointerdown")this._pointerType=t.pointerType;else if(t.type==="click"){let{clientX:o,clientY:l}=t,{left:d,top:u,width:A,height:y}=this.getBoundingClientRect(),I=o-d,f=l-u;if(I<0||f<0||I>A||f>y||A===0&&y===0)return;let p=this._pointerType||"mouse";if(this._pointerType=void 0,p===Ja.TOUCH){this.handleTap(t);return}else if(p===Ja.MOUSE||p===Ja.PEN){this.handleMouseClick(t);return}}}}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(t){_(this,s.MEDIA_PAUSED,t)}handleTap(t){}handleMouseClick(t){let i=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new n.CustomEvent(i,{composed:!0,bubbles:!0}))}};j=new WeakMap;Xe.shadowRootOptions={mode:"open"};Xe.getTemplateHTML=Ec;function vc(e){var t;let i=e.getAttribute(M.MEDIA_CONTROLLER);return i?(t=e.getRootNode())==null?void 0:t.getElementById(i):Ct(e,"media-controller")}n.customElements.get("media-gesture-receiver")||n.customElements.define("media-gesture-receiver",Xe);var dr=Xe;var Eo=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},G=(e,t,i)=>(Eo(e,t,"read from private field"),i?i.call(e):t.get(e)),at=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},St=(e,t,i,a)=>(Eo(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),kt=(e,t,i)=>(Eo(e,t,"access private method"),i),zi,hr,Je,ei,ti,ho,je,ur,mo,zl,po,Zl,Zi,mr,pr,vo,ii,Xi,le,cr,b={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function fc(e){return`
    <style>
      
      :host([${s.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${b.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${b.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${b.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${b.AUDIO}])[${b.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${b.AUDIO}])[${b.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${b.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${b.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${b.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${b.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${b.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${b.USER_INACTIVE}]:not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_AIRPLAYING}]):not([${s.MEDIA_IS_CASTING}]):not([${b.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${b.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${b.USER_INACTIVE}]:not([${b.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${b.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${b.USER_INACTIVE}][${b.AUTOHIDE_OVER_CONTROLS}]:not([${b.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${b.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${b.AUDIO}])[${s.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${b.AUDIO}])[${s.MEDIA_STREAM_TYPE}="${ut.ON_DEMAND}"][${s.MEDIA_CURRENT_TIME}]:not([${s.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${dr.shadowRootOptions.mode}">
          ${dr.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}var gc=Object.values(s),_c="sm:384 md:576 lg:768 xl:960";function bc(e){Xl(e.target,e.contentRect.width)}function Xl(e,t){var i;if(!e.isConnected)return;let a=(i=e.getAttribute(b.BREAKPOINTS))!=null?i:_c,r=Ac(a),o=Tc(r,t),l=!1;if(Object.keys(r).forEach(d=>{if(o.includes(d)){e.hasAttribute(`breakpoint${d}`)||(e.setAttribute(`breakpoint${d}`,""),l=!0);return}e.hasAttribute(`breakpoint${d}`)&&(e.removeAttribute(`breakpoint${d}`),l=!0)}),l){let d=new CustomEvent(ke.BREAKPOINTS_CHANGE,{detail:o});e.dispatchEvent(d)}e.breakpointsComputed||(e.breakpointsComputed=!0,e.dispatchEvent(new CustomEvent(ke.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function Ac(e){let t=e.split(/\s+/);return Object.fromEntries(t.map(i=>i.split(":")))}function Tc(e,t){return Object.keys(e).filter(i=>t>=parseInt(e[i]))}var Me=class extends n.HTMLElement{constructor(){if(super(),at(this,mo),at(this,po),at(this,Zi),at(this,pr),at(this,ii),at(this,zi,void 0),at(this,hr,0),at(this,Je,null),at(this,ei,null),at(this,ti,void 0),this.breakpointsComputed=!1,at(this,ho,t=>{let i=this.media;for(let a of t){if(a.type!=="childList")continue;let r=a.removedNodes;for(let o of r){if(o.slot!="media"||a.target!=this)continue;let l=a.previousSibling&&a.previousSibling.previousElementSibling;if(!l||!i)this.mediaUnsetCallback(o);else{let d=l.slot!=="media";for(;(l=l.previousSibling)!==null;)l.slot=="media"&&(d=!1);d&&this.mediaUnsetCallback(o)}}if(i)for(let o of a.addedNodes)o===i&&this.handleMediaUpdated(i)}}),at(this,je,!1),at(this,ur,t=>{G(this,je)||(setTimeout(()=>{bc(t),St(this,je,!1)},0),St(this,je,!0))}),at(this,le,void 0),at(this,cr,()=>{if(!G(this,le).assignedElements({flatten:!0}).length){G(this,Je)&&this.mediaUnsetCallback(G(this,Je));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes),i=this.constructor.getTemplateHTML(t);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}St(this,zi,new MutationObserver(G(this,ho)))}static get observedAttributes(){return[b.AUTOHIDE,b.GESTURES_DISABLED].concat(gc).filter(t=>![s.MEDIA_RENDITION_LIST,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_CHAPTERS_CUES,s.MEDIA_WIDTH,s.MEDIA_HEIGHT,s.MEDIA_ERROR,s.MEDIA_ERROR_MESSAGE].includes(t))}attributeChangedCallback(t,i,a){t.toLowerCase()==b.AUTOHIDE&&(this.autohide=a)}get media(){let t=this.querySelector(":scope > [slot=media]");return t?.nodeName=="SLOT"&&(t=t.assignedElements({flatten:!0})[0]),t}async handleMediaUpdated(t){t&&(St(this,Je,t),t.localName.includes("-")&&await n.customElements.whenDefined(t.localName),this.mediaSetCallback(t))}connectedCallback(){var t;G(this,zi).observe(this,{childList:!0,subtree:!0}),Jt(this,G(this,ur));let a=this.getAttribute(b.AUDIO)!=null?c("audio player"):c("video player");this.setAttribute("role","region"),this.setAttribute("aria-label",a),this.handleMediaUpdated(this.media),this.setAttribute(b.USER_INACTIVE,""),Xl(this,this.getBoundingClientRect().width);let r=this.querySelector(":scope > slot[slot=media]");r&&(St(this,le,r),G(this,le).addEventListener("slotchange",G(this,cr))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(t=n.window)==null||t.addEventListener("mouseup",this)}disconnectedCallback(){var t;jt(this,G(this,ur)),clearTimeout(G(this,ei)),G(this,zi).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(t=n.window)==null||t.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),G(this,le)&&(G(this,le).removeEventListener("slotchange",G(this,cr)),St(this,le,null)),St(this,je,!1)}mediaSetCallback(t){}mediaUnsetCallback(t){St(this,Je,null)}handleEvent(t){switch(t.type){case"pointerdown":St(this,hr,t.timeStamp);break;case"pointermove":kt(this,mo,zl).call(this,t);break;case"pointerup":kt(this,po,Zl).call(this,t);break;case"mouseleave":kt(this,Zi,mr).call(this);break;case"mouseup":this.removeAttribute(b.KEYBOARD_CONTROL);break;case"keyup":kt(this,ii,Xi).call(this),this.setAttribute(b.KEYBOARD_CONTROL,"");break}}set autohide(t){let i=Number(t);St(this,ti,isNaN(i)?0:i)}get autohide(){return(G(this,ti)===void 0?2:G(this,ti)).toString()}get breakpoints(){return S(this,b.BREAKPOINTS)}set breakpoints(t){T(this,b.BREAKPOINTS,t)}get audio(){return g(this,b.AUDIO)}set audio(t){_(this,b.AUDIO,t)}get gesturesDisabled(){return g(this,b.GESTURES_DISABLED)}set gesturesDisabled(t){_(this,b.GESTURES_DISABLED,t)}get keyboardControl(){return g(this,b.KEYBOARD_CONTROL)}set keyboardControl(t){_(this,b.KEYBOARD_CONTROL,t)}get noAutohide(){return g(this,b.NO_AUTOHIDE)}set noAutohide(t){_(this,b.NO_AUTOHIDE,t)}get autohideOverControls(){return g(this,b.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(t){_(this,b.AUTOHIDE_OVER_CONTROLS,t)}get userInteractive(){return g(this,b.USER_INACTIVE)}set userInteractive(t){_(this,b.USER_INACTIVE,t)}};zi=new WeakMap;hr=new WeakMap;Je=new WeakMap;ei=new WeakMap;ti=new WeakMap;ho=new WeakMap;je=new WeakMap;ur=new WeakMap;mo=new WeakSet;zl=function(e){if(e.pointerType!=="mouse"&&e.timeStamp-G(this,hr)<250)return;kt(this,pr,vo).call(this),clearTimeout(G(this,ei));let t=this.hasAttribute(b.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(e.target)||t)&&kt(this,ii,Xi).call(this)};po=new WeakSet;Zl=function(e){if(e.pointerType==="touch"){let t=!this.hasAttribute(b.USER_INACTIVE);[this,this.media].includes(e.target)&&t?kt(this,Zi,mr).call(this):kt(this,ii,Xi).call(this)}else e.composedPath().some(t=>["media-play-button","media-fullscreen-button"].includes(t?.localName))&&kt(this,ii,Xi).call(this)};Zi=new WeakSet;mr=function(){if(G(this,ti)<0||this.hasAttribute(b.USER_INACTIVE))return;this.setAttribute(b.USER_INACTIVE,"");let e=new n.CustomEvent(ke.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(e)};pr=new WeakSet;vo=function(){if(!this.hasAttribute(b.USER_INACTIVE))return;this.removeAttribute(b.USER_INACTIVE);let e=new n.CustomEvent(ke.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(e)};ii=new WeakSet;Xi=function(){kt(this,pr,vo).call(this),clearTimeout(G(this,ei));let e=parseInt(this.autohide);e<0||St(this,ei,setTimeout(()=>{kt(this,Zi,mr).call(this)},e*1e3))};le=new WeakMap;cr=new WeakMap;Me.shadowRootOptions={mode:"open"};Me.getTemplateHTML=fc;n.customElements.get("media-container")||n.customElements.define("media-container",Me);var So=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},we=(e,t,i)=>(So(e,t,"read from private field"),i?i.call(e):t.get(e)),te=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},ko=(e,t,i,a)=>(So(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Le=(e,t,i)=>(So(e,t,"access private method"),i),vr,ji,Ce,Er,fo,go,Jl,_o,jl,bo,td,Ao,ed,To,id;function Sc(e){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(e)}
  `}function kc(e){return`
    <slot id="content"></slot>
  `}var Ji={OPEN:"open",ANCHOR:"anchor"},Dt=class extends n.HTMLElement{constructor(){super(),te(this,Er),te(this,go),te(this,_o),te(this,bo),te(this,Ao),te(this,To),te(this,vr,!1),te(this,ji,null),te(this,Ce,null)}static get observedAttributes(){return[Ji.OPEN,Ji.ANCHOR]}get open(){return g(this,Ji.OPEN)}set open(t){_(this,Ji.OPEN,t)}handleEvent(t){switch(t.type){case"invoke":Le(this,bo,td).call(this,t);break;case"focusout":Le(this,Ao,ed).call(this,t);break;case"keydown":Le(this,To,id).call(this,t);break}}connectedCallback(){Le(this,Er,fo).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(t,i,a){Le(this,Er,fo).call(this),t===Ji.OPEN&&a!==i&&(this.open?Le(this,go,Jl).call(this):Le(this,_o,jl).call(this))}focus(){ko(this,ji,Yi());let t=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(t||i)return;let a=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');a?.focus()}get keysUsed(){return["Escape","Tab"]}};vr=new WeakMap;ji=new WeakMap;Ce=new WeakMap;Er=new WeakSet;fo=function(){if(!we(this,vr)&&(ko(this,vr,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);let e=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e),queueMicrotask(()=>{let{style:t}=H(this.shadowRoot,":host");t.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};go=new WeakSet;Jl=function(){var e;(e=we(this,Ce))==null||e.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};_o=new WeakSet;jl=function(){var e;(e=we(this,Ce))==null||e.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};bo=new WeakSet;td=function(e){ko(this,Ce,e.relatedTarget),it(this,e.relatedTarget)||(this.open=!this.open)};Ao=new WeakSet;ed=function(e){var t;it(this,e.relatedTarget)||((t=we(this,ji))==null||t.focus(),we(this,Ce)&&we(this,Ce)!==e.relatedTarget&&this.open&&(this.open=!1))};To=new WeakSet;id=function(e){var t,i,a,r,o;let{key:l,ctrlKey:d,altKey:u,metaKey:A}=e;d||u||A||this.keysUsed.includes(l)&&(e.preventDefault(),e.stopPropagation(),l==="Tab"?(e.shiftKey?(i=(t=this.previousElementSibling)==null?void 0:t.focus)==null||i.call(t):(r=(a=this.nextElementSibling)==null?void 0:a.focus)==null||r.call(a),this.blur()):l==="Escape"&&((o=we(this,ji))==null||o.focus(),this.open=!1))};Dt.shadowRootOptions={mode:"open"};Dt.getTemplateHTML=Sc;Dt.getSlotTemplateHTML=kc;n.customElements.get("media-chrome-dialog")||n.customElements.define("media-chrome-dialog",Dt);var Ic=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},de=(e,t,i)=>(Ic(e,t,"read from private field"),i?i.call(e):t.get(e)),ad=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},ai,ri,ta={HOTKEYS:"hotkeys"},yc=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"\u2190"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"\u2192"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"\u2191"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"\u2193"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function gr(e){return e===" "?"nospace":`no${e.toLowerCase()}`}function Mc(e){let t=new Set(e?.split(/\s+/));return yc.map(({keys:i,description:a})=>({keys:i.filter(({key:r})=>!t.has(gr(r))),description:a})).filter(({keys:i})=>i.length)}function Lc(e){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${rd(e[ta.HOTKEYS])}
    </slot>
  `}function rd(e){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${Mc(e).map(({keys:i,description:a})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:o,label:l=o},d)=>d>0?`<span class="key-separator">or</span><span class="key">${l}</span>`:`<span class="key">${l}</span>`).join("")}</div>
          </td>
          <td class="description">${a}</td>
        </tr>
      `).join("")}</table>
  `}var fr=class extends Dt{constructor(){super(...arguments),ad(this,ai,t=>{var i;if(!this.open)return;let a=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!a)return;let r=t.composedPath(),o=r[0]===this||r.includes(this),l=r.includes(a);o&&!l&&(this.open=!1)}),ad(this,ri,t=>{if(!this.open)return;let i=t.shiftKey&&(t.key==="/"||t.key==="?");(t.key==="Escape"||i)&&!t.ctrlKey&&!t.altKey&&!t.metaKey&&(this.open=!1,t.preventDefault(),t.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,ta.HOTKEYS]}get hotkeys(){var t;return(t=S(this,ta.HOTKEYS))!=null?t:void 0}set hotkeys(t){T(this,ta.HOTKEYS,t)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",de(this,ai)),document.addEventListener("keydown",de(this,ri)))}disconnectedCallback(){this.removeEventListener("click",de(this,ai)),document.removeEventListener("keydown",de(this,ri))}attributeChangedCallback(t,i,a){var r;if(super.attributeChangedCallback(t,i,a),t==="open")this.open?(this.addEventListener("click",de(this,ai)),document.addEventListener("keydown",de(this,ri))):(this.removeEventListener("click",de(this,ai)),document.removeEventListener("keydown",de(this,ri)));else if(t===ta.HOTKEYS&&a!==i){let o=(r=this.shadowRoot)==null?void 0:r.querySelector("#content");o&&(o.innerHTML=rd(a))}}};ai=new WeakMap;ri=new WeakMap;fr.getSlotTemplateHTML=Lc;n.customElements.get("media-keyboard-shortcuts-dialog")||n.customElements.define("media-keyboard-shortcuts-dialog",fr);var sd=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},X=(e,t,i)=>(sd(e,t,"read from private field"),i?i.call(e):t.get(e)),ea=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},_r=(e,t,i,a)=>(sd(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),si,oi,br,De,ee,ue,ce=class{constructor(t,i,{defaultValue:a}={defaultValue:void 0}){ea(this,ee),ea(this,si,void 0),ea(this,oi,void 0),ea(this,br,void 0),ea(this,De,new Set),_r(this,si,t),_r(this,oi,i),_r(this,br,new Set(a))}[Symbol.iterator](){return X(this,ee,ue).values()}get length(){return X(this,ee,ue).size}get value(){var t;return(t=[...X(this,ee,ue)].join(" "))!=null?t:""}set value(t){var i;t!==this.value&&(_r(this,De,new Set),this.add(...(i=t?.split(" "))!=null?i:[]))}toString(){return this.value}item(t){return[...X(this,ee,ue)][t]}values(){return X(this,ee,ue).values()}forEach(t,i){X(this,ee,ue).forEach(t,i)}add(...t){var i,a;t.forEach(r=>X(this,De).add(r)),!(this.value===""&&!((i=X(this,si))!=null&&i.hasAttribute(`${X(this,oi)}`)))&&((a=X(this,si))==null||a.setAttribute(`${X(this,oi)}`,`${this.value}`))}remove(...t){var i;t.forEach(a=>X(this,De).delete(a)),(i=X(this,si))==null||i.setAttribute(`${X(this,oi)}`,`${this.value}`)}contains(t){return X(this,ee,ue).has(t)}toggle(t,i){return typeof i<"u"?i?(this.add(t),!0):(this.remove(t),!1):this.contains(t)?(this.remove(t),!1):(this.add(t),!0)}replace(t,i){return this.remove(t),this.add(i),t===i}};si=new WeakMap;oi=new WeakMap;br=new WeakMap;De=new WeakMap;ee=new WeakSet;ue=function(){return X(this,De).size?X(this,De):X(this,br)};var wc=(e="")=>e.split(/\s+/),od=(e="")=>{let[t,i,a]=e.split(":"),r=a?decodeURIComponent(a):void 0;return{kind:t==="cc"?st.CAPTIONS:st.SUBTITLES,language:i,label:r}},Re=(e="",t={})=>wc(e).map(i=>{let a=od(i);return{...t,...a}}),Io=e=>e?Array.isArray(e)?e.map(t=>typeof t=="string"?od(t):t):typeof e=="string"?Re(e):[e]:[],Ar=({kind:e,label:t,language:i}={kind:"subtitles"})=>t?`${e==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(t)}`:i,ie=(e=[])=>Array.prototype.map.call(e,Ar).join(" "),Cc=(e,t)=>i=>i[e]===t,nd=e=>{let t=Object.entries(e).map(([i,a])=>Cc(i,a));return i=>t.every(a=>a(i))},xe=(e,t=[],i=[])=>{let a=Io(i).map(nd),r=o=>a.some(l=>l(o));Array.from(t).filter(r).forEach(o=>{o.mode=e})},Oe=(e,t=()=>!0)=>{if(!e?.textTracks)return[];let i=typeof t=="function"?t:nd(t);return Array.from(e.textTracks).filter(i)},Tr=e=>{var t;return!!((t=e.mediaSubtitlesShowing)!=null&&t.length)||e.hasAttribute(s.MEDIA_SUBTITLES_SHOWING)};var dd=e=>{var t;let{media:i,fullscreenElement:a}=e;try{let r=a&&"requestFullscreen"in a?"requestFullscreen":a&&"webkitRequestFullScreen"in a?"webkitRequestFullScreen":void 0;if(r){let o=(t=a[r])==null?void 0:t.call(a);if(o instanceof Promise)return o.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(r){console.error(r)}},ld="exitFullscreen"in W?"exitFullscreen":"webkitExitFullscreen"in W?"webkitExitFullscreen":"webkitCancelFullScreen"in W?"webkitCancelFullScreen":void 0,ud=e=>{var t;let{documentElement:i}=e;if(ld){let a=(t=i?.[ld])==null?void 0:t.call(i);if(a instanceof Promise)return a.catch(()=>{})}},ia="fullscreenElement"in W?"fullscreenElement":"webkitFullscreenElement"in W?"webkitFullscreenElement":void 0,Dc=e=>{let{documentElement:t,media:i}=e,a=t?.[ia];return!a&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===Dl.FULLSCREEN?i:a},cd=e=>{var t;let{media:i,documentElement:a,fullscreenElement:r=i}=e;if(!i||!a)return!1;let o=Dc(e);if(!o)return!1;if(o===r||o===i)return!0;if(o.localName.includes("-")){let l=o.shadowRoot;if(!(ia in l))return it(o,r);for(;l?.[ia];){if(l[ia]===r)return!0;l=(t=l[ia])==null?void 0:t.shadowRoot}}return!1},Rc="fullscreenEnabled"in W?"fullscreenEnabled":"webkitFullscreenEnabled"in W?"webkitFullscreenEnabled":void 0,hd=e=>{let{documentElement:t,media:i}=e;return!!t?.[Rc]||i&&"webkitSupportsFullscreen"in i};var Sr,yo=()=>{var e,t;return Sr||(Sr=(t=(e=W)==null?void 0:e.createElement)==null?void 0:t.call(e,"video"),Sr)},md=async(e=yo())=>{if(!e)return!1;let t=e.volume;e.volume=t/2+.1;let i=new AbortController,a=await Promise.race([xc(e,i.signal),Oc(e,t)]);return i.abort(),a},xc=(e,t)=>new Promise(i=>{e.addEventListener("volumechange",()=>i(!0),{signal:t})}),Oc=async(e,t)=>{for(let i=0;i<10;i++){if(e.volume===t)return!1;await ja(10)}return e.volume!==t},Uc=/.*Version\/.*Safari\/.*/.test(n.navigator.userAgent),Mo=(e=yo())=>n.matchMedia("(display-mode: standalone)").matches&&Uc?!1:typeof e?.requestPictureInPicture=="function",Lo=(e=yo())=>hd({documentElement:W,media:e}),pd=Lo(),Ed=Mo(),vd=!!n.WebKitPlaybackTargetAvailabilityEvent,fd=!!n.chrome;var ni=e=>Oe(e.media,t=>[st.SUBTITLES,st.CAPTIONS].includes(t.kind)).sort((t,i)=>t.kind>=i.kind?1:-1),wo=e=>Oe(e.media,t=>t.mode===ne.SHOWING&&[st.SUBTITLES,st.CAPTIONS].includes(t.kind)),kr=(e,t)=>{let i=ni(e),a=wo(e),r=!!a.length;if(i.length){if(t===!1||r&&t!==!0)xe(ne.DISABLED,i,a);else if(t===!0||!r&&t!==!1){let o=i[0],{options:l}=e;if(!l?.noSubtitlesLangPref){let y=n.localStorage.getItem("media-chrome-pref-subtitles-lang"),I=y?[y,...n.navigator.languages]:n.navigator.languages,f=i.filter(p=>I.some(k=>p.language.toLowerCase().startsWith(k.split("-")[0]))).sort((p,k)=>{let v=I.findIndex(L=>p.language.toLowerCase().startsWith(L.split("-")[0])),C=I.findIndex(L=>k.language.toLowerCase().startsWith(L.split("-")[0]));return v-C});f[0]&&(o=f[0])}let{language:d,label:u,kind:A}=o;xe(ne.DISABLED,i,a),xe(ne.SHOWING,i,[{language:d,label:u,kind:A}])}}},Ir=(e,t)=>e===t?!0:e==null||t==null||typeof e!=typeof t?!1:typeof e=="number"&&Number.isNaN(e)&&Number.isNaN(t)?!0:typeof e!="object"?!1:Array.isArray(e)?Pc(e,t):Object.entries(e).every(([i,a])=>i in t&&Ir(a,t[i])),Pc=(e,t)=>{let i=Array.isArray(e),a=Array.isArray(t);return i!==a?!1:i||a?e.length!==t.length?!1:e.every((r,o)=>Ir(r,t[o])):!0};var Nc=Object.values(ut),yr,Fc=md().then(e=>(yr=e,yr)),gd=async(...e)=>{await Promise.all(e.filter(t=>t).map(async t=>{if(!("localName"in t&&t instanceof n.HTMLElement))return;let i=t.localName;if(!i.includes("-"))return;let a=n.customElements.get(i);a&&t instanceof a||(await n.customElements.whenDefined(i),n.customElements.upgrade(t))}))},Hc=new n.DOMParser,Bc=e=>e&&(Hc.parseFromString(e,"text/html").body.textContent||e),li={mediaError:{get(e,t){let{media:i}=e;if(t?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(e,t){var i;let{media:a}=e;if(t?.type!=="playing")return(i=a?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(e,t){var i,a;let{media:r}=e;if(t?.type!=="playing")return(a=(i=r?.error)==null?void 0:i.message)!=null?a:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(e){var t;let{media:i}=e;return(t=i?.videoWidth)!=null?t:0},mediaEvents:["resize"]},mediaHeight:{get(e){var t;let{media:i}=e;return(t=i?.videoHeight)!=null?t:0},mediaEvents:["resize"]},mediaPaused:{get(e){var t;let{media:i}=e;return(t=i?.paused)!=null?t:!0},set(e,t){var i;let{media:a}=t;a&&(e?a.pause():(i=a.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(e,t){let{media:i}=e;return i?t?t.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(e){var t;let{media:i}=e;return(t=i?.ended)!=null?t:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(e){var t;let{media:i}=e;return(t=i?.playbackRate)!=null?t:1},set(e,t){let{media:i}=t;i&&Number.isFinite(+e)&&(i.playbackRate=+e)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(e){var t;let{media:i}=e;return(t=i?.muted)!=null?t:!1},set(e,t){let{media:i,options:{noMutedPref:a}={}}=t;if(i){i.muted=e;try{let r=n.localStorage.getItem("media-chrome-pref-muted")!==null,o=i.hasAttribute("muted");if(a){r&&n.localStorage.removeItem("media-chrome-pref-muted");return}if(o&&!r)return;n.localStorage.setItem("media-chrome-pref-muted",e?"true":"false")}catch(r){console.debug("Error setting muted pref",r)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(e,t)=>{let{options:{noMutedPref:i}}=t,{media:a}=t;if(!(!a||a.muted||i))try{let r=n.localStorage.getItem("media-chrome-pref-muted")==="true";li.mediaMuted.set(r,t),e(r)}catch(r){console.debug("Error getting muted pref",r)}}]},mediaLoop:{get(e){let{media:t}=e;return t?.loop},set(e,t){let{media:i}=t;i&&(i.loop=e)},mediaEvents:["medialooprequest"]},mediaVolume:{get(e){var t;let{media:i}=e;return(t=i?.volume)!=null?t:1},set(e,t){let{media:i,options:{noVolumePref:a}={}}=t;if(i){try{e==null?n.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!a&&n.localStorage.setItem("media-chrome-pref-volume",e.toString())}catch(r){console.debug("Error setting volume pref",r)}Number.isFinite(+e)&&(i.volume=+e)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(e,t)=>{let{options:{noVolumePref:i}}=t;if(!i)try{let{media:a}=t;if(!a)return;let r=n.localStorage.getItem("media-chrome-pref-volume");if(r==null)return;li.mediaVolume.set(+r,t),e(+r)}catch(a){console.debug("Error getting volume pref",a)}}]},mediaVolumeLevel:{get(e){let{media:t}=e;return typeof t?.volume>"u"?"high":t.muted||t.volume===0?"off":t.volume<.5?"low":t.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(e){var t;let{media:i}=e;return(t=i?.currentTime)!=null?t:0},set(e,t){let{media:i}=t;!i||!Qe(e)||(i.currentTime=e)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(e){let{media:t,options:{defaultDuration:i}={}}=e;return i&&(!t||!t.duration||Number.isNaN(t.duration)||!Number.isFinite(t.duration))?i:Number.isFinite(t?.duration)?t.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(e){let{media:t}=e;return t?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(e){var t;let{media:i}=e;if(!((t=i?.seekable)!=null&&t.length))return;let a=i.seekable.start(0),r=i.seekable.end(i.seekable.length-1);if(!(!a&&!r))return[Number(a.toFixed(3)),Number(r.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(e){var t;let{media:i}=e,a=(t=i?.buffered)!=null?t:[];return Array.from(a).map((r,o)=>[Number(a.start(o).toFixed(3)),Number(a.end(o).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(e){let{media:t,options:{defaultStreamType:i}={}}=e,a=[ut.LIVE,ut.ON_DEMAND].includes(i)?i:void 0;if(!t)return a;let{streamType:r}=t;if(Nc.includes(r))return r===ut.UNKNOWN?a:r;let o=t.duration;return o===1/0?ut.LIVE:Number.isFinite(o)?ut.ON_DEMAND:a},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(e){let{media:t}=e;if(!t)return Number.NaN;let{targetLiveWindow:i}=t,a=li.mediaStreamType.get(e);return(i==null||Number.isNaN(i))&&a===ut.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(e){let{media:t,options:{liveEdgeOffset:i=10}={}}=e;if(!t)return!1;if(typeof t.liveEdgeStart=="number")return Number.isNaN(t.liveEdgeStart)?!1:t.currentTime>=t.liveEdgeStart;if(!(li.mediaStreamType.get(e)===ut.LIVE))return!1;let r=t.seekable;if(!r)return!0;if(!r.length)return!1;let o=r.end(r.length-1)-i;return t.currentTime>=o},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(e){return ni(e).map(({kind:t,label:i,language:a})=>({kind:t,label:i,language:a}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(e){return wo(e).map(({kind:t,label:i,language:a})=>({kind:t,label:i,language:a}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(e,t)=>{var i,a;let{media:r,options:o}=t;if(!r)return;let l=d=>{var u;!o.defaultSubtitles||d&&![st.CAPTIONS,st.SUBTITLES].includes((u=d?.track)==null?void 0:u.kind)||kr(t,!0)};return r.addEventListener("loadstart",l),(i=r.textTracks)==null||i.addEventListener("addtrack",l),(a=r.textTracks)==null||a.addEventListener("removetrack",l),()=>{var d,u;r.removeEventListener("loadstart",l),(d=r.textTracks)==null||d.removeEventListener("addtrack",l),(u=r.textTracks)==null||u.removeEventListener("removetrack",l)}}]},mediaChaptersCues:{get(e){var t;let{media:i}=e;if(!i)return[];let[a]=Oe(i,{kind:st.CHAPTERS});return Array.from((t=a?.cues)!=null?t:[]).map(({text:r,startTime:o,endTime:l})=>({text:Bc(r),startTime:o,endTime:l}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(e,t)=>{var i;let{media:a}=t;if(!a)return;let r=a.querySelector('track[kind="chapters"][default][src]'),o=(i=a.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return r?.addEventListener("load",e),o?.addEventListener("load",e),()=>{r?.removeEventListener("load",e),o?.removeEventListener("load",e)}}]},mediaIsPip:{get(e){var t,i;let{media:a,documentElement:r}=e;if(!a||!r||!r.pictureInPictureElement)return!1;if(r.pictureInPictureElement===a)return!0;if(r.pictureInPictureElement instanceof HTMLMediaElement)return(t=a.localName)!=null&&t.includes("-")?it(a,r.pictureInPictureElement):!1;if(r.pictureInPictureElement.localName.includes("-")){let o=r.pictureInPictureElement.shadowRoot;for(;o?.pictureInPictureElement;){if(o.pictureInPictureElement===a)return!0;o=(i=o.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(e,t){let{media:i}=t;if(i)if(e){if(!W.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}let a=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(r=>{if(r.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){let o=()=>{i.removeEventListener("loadedmetadata",l),i.preload="none"},l=()=>{i.requestPictureInPicture().catch(a),o()};i.addEventListener("loadedmetadata",l),i.preload="metadata",setTimeout(()=>{i.readyState===0&&a(),o()},1e3)}else throw r}else throw r})}else W.pictureInPictureElement&&W.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(e){var t;let{media:i}=e;return[...(t=i?.videoRenditions)!=null?t:[]].map(a=>({...a}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(e){var t,i,a;let{media:r}=e;return(a=(i=r?.videoRenditions)==null?void 0:i[(t=r.videoRenditions)==null?void 0:t.selectedIndex])==null?void 0:a.id},set(e,t){let{media:i}=t;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}let a=e,r=Array.prototype.findIndex.call(i.videoRenditions,o=>o.id==a);i.videoRenditions.selectedIndex!=r&&(i.videoRenditions.selectedIndex=r)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(e){var t;let{media:i}=e;return[...(t=i?.audioTracks)!=null?t:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(e){var t,i;let{media:a}=e;return(i=[...(t=a?.audioTracks)!=null?t:[]].find(r=>r.enabled))==null?void 0:i.id},set(e,t){let{media:i}=t;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}let a=e;for(let r of i.audioTracks)r.enabled=a==r.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(e){return cd(e)},set(e,t,i){var a,r;e?(dd(t),i.detail&&!((a=t.media)!=null&&a.inert)&&((r=t.media)==null||r.focus())):ud(t)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(e){var t;let{media:i}=e;return!i?.remote||((t=i.remote)==null?void 0:t.state)==="disconnected"?!1:i.remote.state==="connected"},set(e,t){var i,a;let{media:r}=t;if(r&&!(e&&((i=r.remote)==null?void 0:i.state)!=="disconnected")&&!(!e&&((a=r.remote)==null?void 0:a.state)!=="connected")){if(typeof r.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}r.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(e,t){let{media:i}=t;if(i){if(!(i.webkitShowPlaybackTargetPicker&&n.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(e){let{media:t}=e;if(!pd||!Lo(t))return ot.UNSUPPORTED}},mediaPipUnavailable:{get(e){let{media:t}=e;if(!Ed||!Mo(t))return ot.UNSUPPORTED;if(t?.disablePictureInPicture)return ot.UNAVAILABLE}},mediaVolumeUnavailable:{get(e){let{media:t}=e;if(yr===!1||t?.volume==null)return ot.UNSUPPORTED},stateOwnersUpdateHandlers:[e=>{yr==null&&Fc.then(t=>e(t?void 0:ot.UNSUPPORTED))}]},mediaCastUnavailable:{get(e,{availability:t="not-available"}={}){var i;let{media:a}=e;if(!fd||!((i=a?.remote)!=null&&i.state))return ot.UNSUPPORTED;if(!(t==null||t==="available"))return ot.UNAVAILABLE},stateOwnersUpdateHandlers:[(e,t)=>{var i;let{media:a}=t;return a?(a.disableRemotePlayback||a.hasAttribute("disableremoteplayback")||(i=a?.remote)==null||i.watchAvailability(o=>{e({availability:o?"available":"not-available"})}).catch(o=>{o.name==="NotSupportedError"?e({availability:null}):e({availability:"not-available"})}),()=>{var o;(o=a?.remote)==null||o.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(e,t){if(!vd)return ot.UNSUPPORTED;if(t?.availability==="not-available")return ot.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(e,t)=>{var i;let{media:a}=t;return a?(a.disableRemotePlayback||a.hasAttribute("disableremoteplayback")||(i=a?.remote)==null||i.watchAvailability(o=>{e({availability:o?"available":"not-available"})}).catch(o=>{o.name==="NotSupportedError"?e({availability:null}):e({availability:"not-available"})}),()=>{var o;(o=a?.remote)==null||o.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(e){var t;let{media:i}=e;if(!i?.videoRenditions)return ot.UNSUPPORTED;if(!((t=i.videoRenditions)!=null&&t.length))return ot.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(e){var t,i;let{media:a}=e;if(!a?.audioTracks)return ot.UNSUPPORTED;if(((i=(t=a.audioTracks)==null?void 0:t.length)!=null?i:0)<=1)return ot.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(e){let{options:{mediaLang:t}={}}=e;return t??"en"}}};var _d={[h.MEDIA_PREVIEW_REQUEST](e,t,{detail:i}){var a,r,o;let{media:l}=t,d=i??void 0,u,A;if(l&&d!=null){let[p]=Oe(l,{kind:st.METADATA,label:"thumbnails"}),k=Array.prototype.find.call((a=p?.cues)!=null?a:[],(v,C,L)=>C===0?v.endTime>d:C===L.length-1?v.startTime<=d:v.startTime<=d&&v.endTime>d);if(k){let v=/'^(?:[a-z]+:)?\/\//i.test(k.text)||(r=l?.querySelector('track[label="thumbnails"]'))==null?void 0:r.src,C=new URL(k.text,v);A=new URLSearchParams(C.hash).get("#xywh").split(",").map(et=>+et),u=C.href}}let y=e.mediaDuration.get(t),f=(o=e.mediaChaptersCues.get(t).find((p,k,v)=>k===v.length-1&&y===p.endTime?p.startTime<=d&&p.endTime>=d:p.startTime<=d&&p.endTime>d))==null?void 0:o.text;return i!=null&&f==null&&(f=""),{mediaPreviewTime:d,mediaPreviewImage:u,mediaPreviewCoords:A,mediaPreviewChapter:f}},[h.MEDIA_PAUSE_REQUEST](e,t){e["mediaPaused"].set(!0,t)},[h.MEDIA_PLAY_REQUEST](e,t){var i,a,r,o;let l="mediaPaused",u=e.mediaStreamType.get(t)===ut.LIVE,A=!((i=t.options)!=null&&i.noAutoSeekToLive),y=e.mediaTargetLiveWindow.get(t)>0;if(u&&A&&!y){let I=(a=e.mediaSeekable.get(t))==null?void 0:a[1];if(I){let f=(o=(r=t.options)==null?void 0:r.seekToLiveOffset)!=null?o:0,p=I-f;e.mediaCurrentTime.set(p,t)}}e[l].set(!1,t)},[h.MEDIA_PLAYBACK_RATE_REQUEST](e,t,{detail:i}){let a="mediaPlaybackRate",r=i;e[a].set(r,t)},[h.MEDIA_MUTE_REQUEST](e,t){e["mediaMuted"].set(!0,t)},[h.MEDIA_UNMUTE_REQUEST](e,t){let i="mediaMuted";e.mediaVolume.get(t)||e.mediaVolume.set(.25,t),e[i].set(!1,t)},[h.MEDIA_LOOP_REQUEST](e,t,{detail:i}){let a="mediaLoop",r=!!i;return e[a].set(r,t),{mediaLoop:r}},[h.MEDIA_VOLUME_REQUEST](e,t,{detail:i}){let a="mediaVolume",r=i;r&&e.mediaMuted.get(t)&&e.mediaMuted.set(!1,t),e[a].set(r,t)},[h.MEDIA_SEEK_REQUEST](e,t,{detail:i}){let a="mediaCurrentTime",r=i;e[a].set(r,t)},[h.MEDIA_SEEK_TO_LIVE_REQUEST](e,t){var i,a,r;let o="mediaCurrentTime",l=(i=e.mediaSeekable.get(t))==null?void 0:i[1];if(Number.isNaN(Number(l)))return;let d=(r=(a=t.options)==null?void 0:a.seekToLiveOffset)!=null?r:0,u=l-d;e[o].set(u,t)},[h.MEDIA_SHOW_SUBTITLES_REQUEST](e,t,{detail:i}){var a;let{options:r}=t,o=ni(t),l=Io(i),d=(a=l[0])==null?void 0:a.language;d&&!r.noSubtitlesLangPref&&n.localStorage.setItem("media-chrome-pref-subtitles-lang",d),xe(ne.SHOWING,o,l)},[h.MEDIA_DISABLE_SUBTITLES_REQUEST](e,t,{detail:i}){let a=ni(t),r=i??[];xe(ne.DISABLED,a,r)},[h.MEDIA_TOGGLE_SUBTITLES_REQUEST](e,t,{detail:i}){kr(t,i)},[h.MEDIA_RENDITION_REQUEST](e,t,{detail:i}){let a="mediaRenditionSelected",r=i;e[a].set(r,t)},[h.MEDIA_AUDIO_TRACK_REQUEST](e,t,{detail:i}){let a="mediaAudioTrackEnabled",r=i;e[a].set(r,t)},[h.MEDIA_ENTER_PIP_REQUEST](e,t){let i="mediaIsPip";e.mediaIsFullscreen.get(t)&&e.mediaIsFullscreen.set(!1,t),e[i].set(!0,t)},[h.MEDIA_EXIT_PIP_REQUEST](e,t){e["mediaIsPip"].set(!1,t)},[h.MEDIA_ENTER_FULLSCREEN_REQUEST](e,t,i){let a="mediaIsFullscreen";e.mediaIsPip.get(t)&&e.mediaIsPip.set(!1,t),e[a].set(!0,t,i)},[h.MEDIA_EXIT_FULLSCREEN_REQUEST](e,t){e["mediaIsFullscreen"].set(!1,t)},[h.MEDIA_ENTER_CAST_REQUEST](e,t){let i="mediaIsCasting";e.mediaIsFullscreen.get(t)&&e.mediaIsFullscreen.set(!1,t),e[i].set(!0,t)},[h.MEDIA_EXIT_CAST_REQUEST](e,t){e["mediaIsCasting"].set(!1,t)},[h.MEDIA_AIRPLAY_REQUEST](e,t){e["mediaIsAirplaying"].set(!0,t)}};var bd=({media:e,fullscreenElement:t,documentElement:i,stateMediator:a=li,requestMap:r=_d,options:o={},monitorStateOwnersOnlyWithSubscriptions:l=!0})=>{let d=[],u={options:{...o}},A=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0}),y=v=>{v!=null&&(Ir(v,A)||(A=Object.freeze({...A,...v}),d.forEach(C=>C(A))))},I=()=>{let v=Object.entries(a).reduce((C,[L,{get:et}])=>(C[L]=et(u),C),{});y(v)},f={},p,k=async(v,C)=>{var L,et,$i,Vi,Ge,Zt,Xt,Ki,Se,al,rl,sl,ol,nl,ll,dl;let zu=!!p;if(p={...u,...p??{},...v},zu)return;await gd(...Object.values(v));let qe=d.length>0&&C===0&&l,ul=u.media!==p.media,cl=((L=u.media)==null?void 0:L.textTracks)!==((et=p.media)==null?void 0:et.textTracks),hl=(($i=u.media)==null?void 0:$i.videoRenditions)!==((Vi=p.media)==null?void 0:Vi.videoRenditions),ml=((Ge=u.media)==null?void 0:Ge.audioTracks)!==((Zt=p.media)==null?void 0:Zt.audioTracks),pl=((Xt=u.media)==null?void 0:Xt.remote)!==((Ki=p.media)==null?void 0:Ki.remote),El=u.documentElement!==p.documentElement,vl=!!u.media&&(ul||qe),fl=!!((Se=u.media)!=null&&Se.textTracks)&&(cl||qe),gl=!!((al=u.media)!=null&&al.videoRenditions)&&(hl||qe),_l=!!((rl=u.media)!=null&&rl.audioTracks)&&(ml||qe),bl=!!((sl=u.media)!=null&&sl.remote)&&(pl||qe),Al=!!u.documentElement&&(El||qe),oo=vl||fl||gl||_l||bl||Al,Ye=d.length===0&&C===1&&l,Tl=!!p.media&&(ul||Ye),Sl=!!((ol=p.media)!=null&&ol.textTracks)&&(cl||Ye),kl=!!((nl=p.media)!=null&&nl.videoRenditions)&&(hl||Ye),Il=!!((ll=p.media)!=null&&ll.audioTracks)&&(ml||Ye),yl=!!((dl=p.media)!=null&&dl.remote)&&(pl||Ye),Ml=!!p.documentElement&&(El||Ye),Ll=Tl||Sl||kl||Il||yl||Ml;if(!(oo||Ll)){Object.entries(p).forEach(([U,Gi])=>{u[U]=Gi}),I(),p=void 0;return}Object.entries(a).forEach(([U,{get:Gi,mediaEvents:Zu=[],textTracksEvents:Xu=[],videoRenditionsEvents:Ju=[],audioTracksEvents:ju=[],remoteEvents:tc=[],rootEvents:ec=[],stateOwnersUpdateHandlers:ic=[]}])=>{f[U]||(f[U]={});let dt=V=>{let Y=Gi(u,V);y({[U]:Y})},Z;Z=f[U].mediaEvents,Zu.forEach(V=>{Z&&vl&&(u.media.removeEventListener(V,Z),f[U].mediaEvents=void 0),Tl&&(p.media.addEventListener(V,dt),f[U].mediaEvents=dt)}),Z=f[U].textTracksEvents,Xu.forEach(V=>{var Y,bt;Z&&fl&&((Y=u.media.textTracks)==null||Y.removeEventListener(V,Z),f[U].textTracksEvents=void 0),Sl&&((bt=p.media.textTracks)==null||bt.addEventListener(V,dt),f[U].textTracksEvents=dt)}),Z=f[U].videoRenditionsEvents,Ju.forEach(V=>{var Y,bt;Z&&gl&&((Y=u.media.videoRenditions)==null||Y.removeEventListener(V,Z),f[U].videoRenditionsEvents=void 0),kl&&((bt=p.media.videoRenditions)==null||bt.addEventListener(V,dt),f[U].videoRenditionsEvents=dt)}),Z=f[U].audioTracksEvents,ju.forEach(V=>{var Y,bt;Z&&_l&&((Y=u.media.audioTracks)==null||Y.removeEventListener(V,Z),f[U].audioTracksEvents=void 0),Il&&((bt=p.media.audioTracks)==null||bt.addEventListener(V,dt),f[U].audioTracksEvents=dt)}),Z=f[U].remoteEvents,tc.forEach(V=>{var Y,bt;Z&&bl&&((Y=u.media.remote)==null||Y.removeEventListener(V,Z),f[U].remoteEvents=void 0),yl&&((bt=p.media.remote)==null||bt.addEventListener(V,dt),f[U].remoteEvents=dt)}),Z=f[U].rootEvents,ec.forEach(V=>{Z&&Al&&(u.documentElement.removeEventListener(V,Z),f[U].rootEvents=void 0),Ml&&(p.documentElement.addEventListener(V,dt),f[U].rootEvents=dt)});let Xa=f[U].stateOwnersUpdateHandlers;if(Xa&&oo&&(Array.isArray(Xa)?Xa:[Xa]).forEach(Y=>{typeof Y=="function"&&Y()}),Ll){let V=ic.map(Y=>Y(dt,p)).filter(Y=>typeof Y=="function");f[U].stateOwnersUpdateHandlers=V.length===1?V[0]:V}else oo&&(f[U].stateOwnersUpdateHandlers=void 0)}),Object.entries(p).forEach(([U,Gi])=>{u[U]=Gi}),I(),p=void 0};return k({media:e,fullscreenElement:t,documentElement:i,options:o}),{dispatch(v){let{type:C,detail:L}=v;if(r[C]&&A.mediaErrorCode==null){y(r[C](a,u,v));return}C==="mediaelementchangerequest"?k({media:L}):C==="fullscreenelementchangerequest"?k({fullscreenElement:L}):C==="documentelementchangerequest"?k({documentElement:L}):C==="optionschangerequest"&&(Object.entries(L??{}).forEach(([et,$i])=>{u.options[et]=$i}),I())},getState(){return A},subscribe(v){return k({},d.length+1),d.push(v),v(A),()=>{let C=d.indexOf(v);C>=0&&(k({},d.length-1),d.splice(C,1))}}}};var Uo=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},E=(e,t,i)=>(Uo(e,t,"read from private field"),i?i.call(e):t.get(e)),ct=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},It=(e,t,i,a)=>(Uo(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),he=(e,t,i)=>(Uo(e,t,"access private method"),i),ae,aa,R,ht,ra,Rt,Mr,sa,Lr,Co,Pe,wr,Do,oa,Cr,Ro,Md,Ld=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],Ad=10,Td=.025,Sd=.25,Wc=.25,$c=2,m={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"},xo=class extends Me{constructor(){super(),ct(this,Lr),ct(this,wr),ct(this,oa),ct(this,Ro),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,ct(this,ae,new ce(this,m.HOTKEYS)),ct(this,aa,void 0),ct(this,R,void 0),ct(this,ht,null),ct(this,ra,void 0),ct(this,Rt,void 0),ct(this,Mr,i=>{var a;(a=E(this,R))==null||a.dispatch(i)}),ct(this,sa,void 0),ct(this,Pe,i=>{let{key:a,shiftKey:r}=i;if(!(r&&(a==="/"||a==="?")||Ld.includes(a))){this.removeEventListener("keyup",E(this,Pe));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let t={};It(this,ra,i=>{Object.entries(i).forEach(([a,r])=>{if(a in t&&t[a]===r)return;this.propagateMediaState(a,r);let o=a.toLowerCase(),l=new n.CustomEvent(Cl[o],{composed:!0,detail:r});this.dispatchEvent(l)}),t=i})}static get observedAttributes(){return super.observedAttributes.concat(m.NO_HOTKEYS,m.HOTKEYS,m.DEFAULT_STREAM_TYPE,m.DEFAULT_SUBTITLES,m.DEFAULT_DURATION,m.NO_MUTED_PREF,m.NO_VOLUME_PREF,m.LANG,m.LOOP,m.LIVE_EDGE_OFFSET,m.SEEK_TO_LIVE_OFFSET,m.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return E(this,R)}set mediaStore(t){var i,a;if(E(this,R)&&((i=E(this,Rt))==null||i.call(this),It(this,Rt,void 0)),It(this,R,t),!E(this,R)&&!this.hasAttribute(m.NO_DEFAULT_STORE)){he(this,Lr,Co).call(this);return}It(this,Rt,(a=E(this,R))==null?void 0:a.subscribe(E(this,ra)))}get fullscreenElement(){var t;return(t=E(this,aa))!=null?t:this}set fullscreenElement(t){var i;this.hasAttribute(m.FULLSCREEN_ELEMENT)&&this.removeAttribute(m.FULLSCREEN_ELEMENT),It(this,aa,t),(i=E(this,R))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return g(this,m.DEFAULT_SUBTITLES)}set defaultSubtitles(t){_(this,m.DEFAULT_SUBTITLES,t)}get defaultStreamType(){return S(this,m.DEFAULT_STREAM_TYPE)}set defaultStreamType(t){T(this,m.DEFAULT_STREAM_TYPE,t)}get defaultDuration(){return w(this,m.DEFAULT_DURATION)}set defaultDuration(t){D(this,m.DEFAULT_DURATION,t)}get noHotkeys(){return g(this,m.NO_HOTKEYS)}set noHotkeys(t){_(this,m.NO_HOTKEYS,t)}get keysUsed(){return S(this,m.KEYS_USED)}set keysUsed(t){T(this,m.KEYS_USED,t)}get liveEdgeOffset(){return w(this,m.LIVE_EDGE_OFFSET)}set liveEdgeOffset(t){D(this,m.LIVE_EDGE_OFFSET,t)}get noAutoSeekToLive(){return g(this,m.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(t){_(this,m.NO_AUTO_SEEK_TO_LIVE,t)}get noVolumePref(){return g(this,m.NO_VOLUME_PREF)}set noVolumePref(t){_(this,m.NO_VOLUME_PREF,t)}get noMutedPref(){return g(this,m.NO_MUTED_PREF)}set noMutedPref(t){_(this,m.NO_MUTED_PREF,t)}get noSubtitlesLangPref(){return g(this,m.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(t){_(this,m.NO_SUBTITLES_LANG_PREF,t)}get noDefaultStore(){return g(this,m.NO_DEFAULT_STORE)}set noDefaultStore(t){_(this,m.NO_DEFAULT_STORE,t)}get resolvedLang(){return Hl()}attributeChangedCallback(t,i,a){var r,o,l,d,u,A,y,I,f,p,k,v;if(super.attributeChangedCallback(t,i,a),t===m.NO_HOTKEYS)a!==i&&a===""?(this.hasAttribute(m.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):a!==i&&a===null&&this.enableHotkeys(),he(this,oa,Cr).call(this);else if(t===m.HOTKEYS)E(this,ae).value=a,he(this,oa,Cr).call(this);else if(t===m.DEFAULT_SUBTITLES&&a!==i)(r=E(this,R))==null||r.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(m.DEFAULT_SUBTITLES)}});else if(t===m.DEFAULT_STREAM_TYPE)(l=E(this,R))==null||l.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(o=this.getAttribute(m.DEFAULT_STREAM_TYPE))!=null?o:void 0}});else if(t===m.LIVE_EDGE_OFFSET&&a!==i)(d=E(this,R))==null||d.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(m.LIVE_EDGE_OFFSET)?+this.getAttribute(m.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(m.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(m.SEEK_TO_LIVE_OFFSET):this.hasAttribute(m.LIVE_EDGE_OFFSET)?+this.getAttribute(m.LIVE_EDGE_OFFSET):void 0}});else if(t===m.SEEK_TO_LIVE_OFFSET&&a!==i)(u=E(this,R))==null||u.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(m.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(m.SEEK_TO_LIVE_OFFSET):this.hasAttribute(m.LIVE_EDGE_OFFSET)?+this.getAttribute(m.LIVE_EDGE_OFFSET):void 0}});else if(t===m.NO_AUTO_SEEK_TO_LIVE)(A=E(this,R))==null||A.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(m.NO_AUTO_SEEK_TO_LIVE)}});else if(t===m.FULLSCREEN_ELEMENT){let C=a?(y=this.getRootNode())==null?void 0:y.getElementById(a):void 0;It(this,aa,C),(I=E(this,R))==null||I.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else t===m.LANG&&a!==i?(lo(a),(f=E(this,R))==null||f.dispatch({type:"optionschangerequest",detail:{mediaLang:a}})):t===m.LOOP&&a!==i?(p=E(this,R))==null||p.dispatch({type:h.MEDIA_LOOP_REQUEST,detail:a!=null}):t===m.NO_VOLUME_PREF&&a!==i?(k=E(this,R))==null||k.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(m.NO_VOLUME_PREF)}}):t===m.NO_MUTED_PREF&&a!==i&&((v=E(this,R))==null||v.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(m.NO_MUTED_PREF)}}))}connectedCallback(){var t,i,a;this.associateElement(this),!E(this,R)&&!this.hasAttribute(m.NO_DEFAULT_STORE)&&he(this,Lr,Co).call(this),(t=E(this,R))==null||t.dispatch({type:"documentelementchangerequest",detail:W}),(i=E(this,R))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),E(this,R)&&!E(this,Rt)&&It(this,Rt,(a=E(this,R))==null?void 0:a.subscribe(E(this,ra))),E(this,sa)!==void 0&&E(this,R)&&this.media&&setTimeout(()=>{var r,o,l;(o=(r=this.media)==null?void 0:r.textTracks)!=null&&o.length&&((l=E(this,R))==null||l.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:E(this,sa)}))},0),this.hasAttribute(m.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var t,i,a,r,o,l;if((t=super.disconnectedCallback)==null||t.call(this),this.disableHotkeys(),E(this,R)){let d=E(this,R).getState();It(this,sa,!!((i=d.mediaSubtitlesShowing)!=null&&i.length)),(a=E(this,R))==null||a.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(r=E(this,R))==null||r.dispatch({type:"documentelementchangerequest",detail:void 0}),(o=E(this,R))==null||o.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}E(this,Rt)&&((l=E(this,Rt))==null||l.call(this),It(this,Rt,void 0)),this.unassociateElement(this),E(this,ht)&&(E(this,ht).remove(),It(this,ht,null))}mediaSetCallback(t){var i;super.mediaSetCallback(t),(i=E(this,R))==null||i.dispatch({type:"mediaelementchangerequest",detail:t}),t.hasAttribute("tabindex")||(t.tabIndex=-1)}mediaUnsetCallback(t){var i;super.mediaUnsetCallback(t),(i=E(this,R))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(t,i){yd(this.mediaStateReceivers,t,i)}associateElement(t){if(!t)return;let{associatedElementSubscriptions:i}=this;if(i.has(t))return;let a=this.registerMediaStateReceiver.bind(this),r=this.unregisterMediaStateReceiver.bind(this),o=Qc(t,a,r);Object.values(h).forEach(l=>{t.addEventListener(l,E(this,Mr))}),i.set(t,o)}unassociateElement(t){if(!t)return;let{associatedElementSubscriptions:i}=this;if(!i.has(t))return;i.get(t)(),i.delete(t),Object.values(h).forEach(r=>{t.removeEventListener(r,E(this,Mr))})}registerMediaStateReceiver(t){if(!t)return;let i=this.mediaStateReceivers;i.indexOf(t)>-1||(i.push(t),E(this,R)&&Object.entries(E(this,R).getState()).forEach(([r,o])=>{yd([t],r,o)}))}unregisterMediaStateReceiver(t){let i=this.mediaStateReceivers,a=i.indexOf(t);a<0||i.splice(a,1)}enableHotkeys(){this.addEventListener("keydown",he(this,wr,Do))}disableHotkeys(){this.removeEventListener("keydown",he(this,wr,Do)),this.removeEventListener("keyup",E(this,Pe))}get hotkeys(){return E(this,ae)}set hotkeys(t){T(this,m.HOTKEYS,t)}keyboardShortcutHandler(t){var i,a,r,o,l,d,u,A,y;let I=t.target;if(((r=(a=(i=I.getAttribute(m.KEYS_USED))==null?void 0:i.split(" "))!=null?a:I?.keysUsed)!=null?r:[]).map(L=>L==="Space"?" ":L).filter(Boolean).includes(t.key))return;let p,k,v;if(!(E(this,ae).contains(gr(t.key))||t.shiftKey&&(t.key==="/"||t.key==="?")&&E(this,ae).contains("noshift+/")))switch(t.key){case" ":case"k":p=E(this,R).getState().mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new n.CustomEvent(p,{composed:!0,bubbles:!0}));break;case"m":p=this.mediaStore.getState().mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST,this.dispatchEvent(new n.CustomEvent(p,{composed:!0,bubbles:!0}));break;case"f":p=this.mediaStore.getState().mediaIsFullscreen?h.MEDIA_EXIT_FULLSCREEN_REQUEST:h.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new n.CustomEvent(p,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new n.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{let L=this.hasAttribute(m.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(m.KEYBOARD_BACKWARD_SEEK_OFFSET):Ad;k=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)-L,0),v=new n.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(v);break}case"ArrowRight":case"l":{let L=this.hasAttribute(m.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(m.KEYBOARD_FORWARD_SEEK_OFFSET):Ad;k=Math.max(((l=this.mediaStore.getState().mediaCurrentTime)!=null?l:0)+L,0),v=new n.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(v);break}case"ArrowUp":{let L=this.hasAttribute(m.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(m.KEYBOARD_UP_VOLUME_STEP):Td;k=Math.min(((d=this.mediaStore.getState().mediaVolume)!=null?d:1)+L,1),v=new n.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(v);break}case"ArrowDown":{let L=this.hasAttribute(m.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(m.KEYBOARD_DOWN_VOLUME_STEP):Td;k=Math.max(((u=this.mediaStore.getState().mediaVolume)!=null?u:1)-L,0),v=new n.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(v);break}case"<":{let L=(A=this.mediaStore.getState().mediaPlaybackRate)!=null?A:1;k=Math.max(L-Sd,Wc).toFixed(2),v=new n.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(v);break}case">":{let L=(y=this.mediaStore.getState().mediaPlaybackRate)!=null?y:1;k=Math.min(L+Sd,$c).toFixed(2),v=new n.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(v);break}case"/":case"?":{t.shiftKey&&he(this,Ro,Md).call(this);break}case"p":{p=this.mediaStore.getState().mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST,v=new n.CustomEvent(p,{composed:!0,bubbles:!0}),this.dispatchEvent(v);break}default:break}}};ae=new WeakMap;aa=new WeakMap;R=new WeakMap;ht=new WeakMap;ra=new WeakMap;Rt=new WeakMap;Mr=new WeakMap;sa=new WeakMap;Lr=new WeakSet;Co=function(){var e;this.mediaStore=bd({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(m.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(m.DEFAULT_DURATION)?+this.getAttribute(m.DEFAULT_DURATION):void 0,defaultStreamType:(e=this.getAttribute(m.DEFAULT_STREAM_TYPE))!=null?e:void 0,liveEdgeOffset:this.hasAttribute(m.LIVE_EDGE_OFFSET)?+this.getAttribute(m.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(m.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(m.SEEK_TO_LIVE_OFFSET):this.hasAttribute(m.LIVE_EDGE_OFFSET)?+this.getAttribute(m.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(m.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(m.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(m.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(m.NO_SUBTITLES_LANG_PREF)}})};Pe=new WeakMap;wr=new WeakSet;Do=function(e){var t;let{metaKey:i,altKey:a,key:r,shiftKey:o}=e,l=o&&(r==="/"||r==="?");if(l&&((t=E(this,ht))!=null&&t.open)){this.removeEventListener("keyup",E(this,Pe));return}if(i||a||!l&&!Ld.includes(r)){this.removeEventListener("keyup",E(this,Pe));return}let d=e.target,u=d instanceof HTMLElement&&(d.tagName.toLowerCase()==="media-volume-range"||d.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(r)&&!E(this,ae).contains(gr(r))&&!u&&e.preventDefault(),this.addEventListener("keyup",E(this,Pe),{once:!0})};oa=new WeakSet;Cr=function(){E(this,ht)&&(E(this,ht).hotkeys=E(this,ae).value||void 0,(this.noHotkeys||E(this,ae).contains("noshift+/"))&&(E(this,ht).open=!1))};Ro=new WeakSet;Md=function(){E(this,ht)||(It(this,ht,W.createElement("media-keyboard-shortcuts-dialog")),he(this,oa,Cr).call(this),this.appendChild(E(this,ht))),E(this,ht).open=!0};var Vc=Object.values(s),Kc=Object.values(no),wd=e=>{var t,i,a,r;let{observedAttributes:o}=e.constructor;!o&&((t=e.nodeName)!=null&&t.includes("-"))&&(n.customElements.upgrade(e),{observedAttributes:o}=e.constructor);let l=(r=(a=(i=e?.getAttribute)==null?void 0:i.call(e,M.MEDIA_CHROME_ATTRIBUTES))==null?void 0:a.split)==null?void 0:r.call(a,/\s+/);return Array.isArray(o||l)?(o||l).filter(d=>Vc.includes(d)):[]},Gc=e=>{var t,i;return(t=e.nodeName)!=null&&t.includes("-")&&n.customElements.get((i=e.nodeName)==null?void 0:i.toLowerCase())&&!(e instanceof n.customElements.get(e.nodeName.toLowerCase()))&&n.customElements.upgrade(e),Kc.some(a=>a in e)},Oo=e=>Gc(e)||!!wd(e).length,kd=e=>{var t;return(t=e?.join)==null?void 0:t.call(e,":")},Id={[s.MEDIA_SUBTITLES_LIST]:ie,[s.MEDIA_SUBTITLES_SHOWING]:ie,[s.MEDIA_SEEKABLE]:kd,[s.MEDIA_BUFFERED]:e=>e?.map(kd).join(" "),[s.MEDIA_PREVIEW_COORDS]:e=>e?.join(" "),[s.MEDIA_RENDITION_LIST]:Rl,[s.MEDIA_AUDIO_TRACK_LIST]:Ol},qc=async(e,t,i)=>{var a,r;if(e.isConnected||await ja(0),typeof i=="boolean"||i==null)return _(e,t,i);if(typeof i=="number")return D(e,t,i);if(typeof i=="string")return T(e,t,i);if(Array.isArray(i)&&!i.length)return e.removeAttribute(t);let o=(r=(a=Id[t])==null?void 0:a.call(Id,i))!=null?r:i;return e.setAttribute(t,o)},Yc=e=>{var t;return!!((t=e.closest)!=null&&t.call(e,'*[slot="media"]'))},Ue=(e,t)=>{if(Yc(e))return;let i=(r,o)=>{var l,d;Oo(r)&&o(r);let{children:u=[]}=r??{},A=(d=(l=r?.shadowRoot)==null?void 0:l.children)!=null?d:[];[...u,...A].forEach(I=>Ue(I,o))},a=e?.nodeName.toLowerCase();if(a.includes("-")&&!Oo(e)){n.customElements.whenDefined(a).then(()=>{i(e,t)});return}i(e,t)},yd=(e,t,i)=>{e.forEach(a=>{if(t in a){a[t]=i;return}let r=wd(a),o=t.toLowerCase();r.includes(o)&&qc(a,o,i)})},Qc=(e,t,i)=>{Ue(e,t);let a=y=>{var I;let f=(I=y?.composedPath()[0])!=null?I:y.target;t(f)},r=y=>{var I;let f=(I=y?.composedPath()[0])!=null?I:y.target;i(f)};e.addEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,a),e.addEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,r);let o=y=>{y.forEach(I=>{let{addedNodes:f=[],removedNodes:p=[],type:k,target:v,attributeName:C}=I;k==="childList"?(Array.prototype.forEach.call(f,L=>Ue(L,t)),Array.prototype.forEach.call(p,L=>Ue(L,i))):k==="attributes"&&C===M.MEDIA_CHROME_ATTRIBUTES&&(Oo(v)?t(v):i(v))})},l=[],d=y=>{let I=y.target;I.name!=="media"&&(l.forEach(f=>Ue(f,i)),l=[...I.assignedElements({flatten:!0})],l.forEach(f=>Ue(f,t)))};e.addEventListener("slotchange",d);let u=new MutationObserver(o);return u.observe(e,{childList:!0,attributes:!0,subtree:!0}),()=>{Ue(e,i),e.removeEventListener("slotchange",d),u.disconnect(),e.removeEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,a),e.removeEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,r)}};n.customElements.get("media-controller")||n.customElements.define("media-controller",xo);var di={PLACEMENT:"placement",BOUNDS:"bounds"};function zc(e){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}var ui=class extends n.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var t;if(!nr(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;let i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}let a=getComputedStyle(this),r=(t=Ct(this,"#"+this.bounds))!=null?t:F(this);if(!r)return;let{x:o,width:l}=r.getBoundingClientRect(),{x:d,width:u}=this.getBoundingClientRect(),A=d+u,y=o+l,I=a.getPropertyValue("--media-tooltip-offset-x"),f=I?parseFloat(I.replace("px","")):0,p=a.getPropertyValue("--media-tooltip-container-margin"),k=p?parseFloat(p.replace("px","")):0,v=d-o+f-k,C=A-y+f+k;if(v<0){this.style.setProperty("--media-tooltip-offset-x",`${v}px`);return}if(C>0){this.style.setProperty("--media-tooltip-offset-x",`${C}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){let t=this.placement;delete this.placement,this.placement=t}}static get observedAttributes(){return[di.PLACEMENT,di.BOUNDS]}get placement(){return S(this,di.PLACEMENT)}set placement(t){T(this,di.PLACEMENT,t)}get bounds(){return S(this,di.BOUNDS)}set bounds(t){T(this,di.BOUNDS,t)}};ui.shadowRootOptions={mode:"open"};ui.getTemplateHTML=zc;n.customElements.get("media-tooltip")||n.customElements.define("media-tooltip",ui);var Dr=ui;var Fo=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Q=(e,t,i)=>(Fo(e,t,"read from private field"),i?i.call(e):t.get(e)),Ne=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Rr=(e,t,i,a)=>(Fo(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Cd=(e,t,i)=>(Fo(e,t,"access private method"),i),xt,hi,Po,Dd,pe,ci,xr,No,Rd,me={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function Zc(e,t={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(e,t)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${Dr.shadowRootOptions.mode}">
          ${Dr.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(e)}
        </slot>
      </media-tooltip>
    </slot>
  `}function Xc(e,t){return`
    <slot></slot>
  `}function Jc(){return""}var x=class extends n.HTMLElement{constructor(){if(super(),Ne(this,Po),Ne(this,No),Ne(this,xt,void 0),this.preventClick=!1,this.tooltipEl=null,Ne(this,hi,t=>{this.preventClick||this.handleClick(t),setTimeout(Q(this,pe),0)}),Ne(this,pe,()=>{var t,i;(i=(t=this.tooltipEl)==null?void 0:t.updateXOffset)==null||i.call(t)}),Ne(this,ci,t=>{let{key:i}=t;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",Q(this,ci));return}this.preventClick||this.handleClick(t)}),Ne(this,xr,t=>{let{metaKey:i,altKey:a,key:r}=t;if(i||a||!this.keysUsed.includes(r)){this.removeEventListener("keyup",Q(this,ci));return}this.addEventListener("keyup",Q(this,ci),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes),i=this.constructor.getTemplateHTML(t);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",me.TOOLTIP_PLACEMENT,M.MEDIA_CONTROLLER,s.MEDIA_LANG]}enable(){this.addEventListener("click",Q(this,hi)),this.addEventListener("keydown",Q(this,xr)),this.tabIndex=0}disable(){this.removeEventListener("click",Q(this,hi)),this.removeEventListener("keydown",Q(this,xr)),this.removeEventListener("keyup",Q(this,ci)),this.tabIndex=-1}attributeChangedCallback(t,i,a){var r,o,l,d,u;t===M.MEDIA_CONTROLLER?(i&&((o=(r=Q(this,xt))==null?void 0:r.unassociateElement)==null||o.call(r,this),Rr(this,xt,null)),a&&this.isConnected&&(Rr(this,xt,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=Q(this,xt))==null?void 0:d.associateElement)==null||u.call(d,this))):t==="disabled"&&a!==i?a==null?this.enable():this.disable():t===me.TOOLTIP_PLACEMENT&&this.tooltipEl&&a!==i?this.tooltipEl.placement=a:t===s.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),Cd(this,Po,Dd).call(this)&&Q(this,pe).call(this)}connectedCallback(){var t,i,a;let{style:r}=H(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");let o=this.getAttribute(M.MEDIA_CONTROLLER);o&&(Rr(this,xt,(t=this.getRootNode())==null?void 0:t.getElementById(o)),(a=(i=Q(this,xt))==null?void 0:i.associateElement)==null||a.call(i,this)),n.customElements.whenDefined("media-tooltip").then(()=>Cd(this,No,Rd).call(this))}disconnectedCallback(){var t,i;this.disable(),(i=(t=Q(this,xt))==null?void 0:t.unassociateElement)==null||i.call(t,this),Rr(this,xt,null),this.removeEventListener("mouseenter",Q(this,pe)),this.removeEventListener("focus",Q(this,pe)),this.removeEventListener("click",Q(this,hi))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return S(this,me.TOOLTIP_PLACEMENT)}set tooltipPlacement(t){T(this,me.TOOLTIP_PLACEMENT,t)}get mediaController(){return S(this,M.MEDIA_CONTROLLER)}set mediaController(t){T(this,M.MEDIA_CONTROLLER,t)}get disabled(){return g(this,me.DISABLED)}set disabled(t){_(this,me.DISABLED,t)}get noTooltip(){return g(this,me.NO_TOOLTIP)}set noTooltip(t){_(this,me.NO_TOOLTIP,t)}handleClick(t){}};xt=new WeakMap;hi=new WeakMap;Po=new WeakSet;Dd=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};pe=new WeakMap;ci=new WeakMap;xr=new WeakMap;No=new WeakSet;Rd=function(){this.addEventListener("mouseenter",Q(this,pe)),this.addEventListener("focus",Q(this,pe)),this.addEventListener("click",Q(this,hi));let e=this.tooltipPlacement;e&&this.tooltipEl&&(this.tooltipEl.placement=e)};x.shadowRootOptions={mode:"open"};x.getTemplateHTML=Zc;x.getSlotTemplateHTML=Xc;x.getTooltipContentHTML=Jc;n.customElements.get("media-chrome-button")||n.customElements.define("media-chrome-button",x);var xd=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.13 3H3.87a.87.87 0 0 0-.87.87v13.26a.87.87 0 0 0 .87.87h3.4L9 16H5V5h16v11h-4l1.72 2h3.4a.87.87 0 0 0 .87-.87V3.87a.87.87 0 0 0-.86-.87Zm-8.75 11.44a.5.5 0 0 0-.76 0l-4.91 5.73a.5.5 0 0 0 .38.83h9.82a.501.501 0 0 0 .38-.83l-4.91-5.73Z"/>
</svg>
`;function jc(e){return`
    <style>
      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${xd}</slot>
      <slot name="exit">${xd}</slot>
    </slot>
  `}function th(){return`
    <slot name="tooltip-enter">${c("start airplay")}</slot>
    <slot name="tooltip-exit">${c("stop airplay")}</slot>
  `}var Od=e=>{let t=e.mediaIsAirplaying?c("stop airplay"):c("start airplay");e.setAttribute("aria-label",t)},na=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_AIRPLAYING,s.MEDIA_AIRPLAY_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Od(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_IS_AIRPLAYING&&Od(this)}get mediaIsAirplaying(){return g(this,s.MEDIA_IS_AIRPLAYING)}set mediaIsAirplaying(t){_(this,s.MEDIA_IS_AIRPLAYING,t)}get mediaAirplayUnavailable(){return S(this,s.MEDIA_AIRPLAY_UNAVAILABLE)}set mediaAirplayUnavailable(t){T(this,s.MEDIA_AIRPLAY_UNAVAILABLE,t)}handleClick(){let t=new n.CustomEvent(h.MEDIA_AIRPLAY_REQUEST,{composed:!0,bubbles:!0});this.dispatchEvent(t)}};na.getSlotTemplateHTML=jc;na.getTooltipContentHTML=th;n.customElements.get("media-airplay-button")||n.customElements.define("media-airplay-button",na);var eh=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,ih=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function ah(e){return`
    <style>
      :host([aria-checked="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([aria-checked="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-checked="true"]) slot[name=tooltip-enable],
      :host(:not([aria-checked="true"])) slot[name=tooltip-disable] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${eh}</slot>
      <slot name="off">${ih}</slot>
    </slot>
  `}function rh(){return`
    <slot name="tooltip-enable">${c("Enable captions")}</slot>
    <slot name="tooltip-disable">${c("Disable captions")}</slot>
  `}var Ud=e=>{e.setAttribute("aria-checked",Tr(e).toString())},la=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}connectedCallback(){super.connectedCallback(),this.setAttribute("role","button"),this.setAttribute("aria-label",c("closed captions")),Ud(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_SUBTITLES_SHOWING&&Ud(this)}get mediaSubtitlesList(){return Pd(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(t){Nd(this,s.MEDIA_SUBTITLES_LIST,t)}get mediaSubtitlesShowing(){return Pd(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(t){Nd(this,s.MEDIA_SUBTITLES_SHOWING,t)}handleClick(){this.dispatchEvent(new n.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}))}};la.getSlotTemplateHTML=ah;la.getTooltipContentHTML=rh;var Pd=(e,t)=>{let i=e.getAttribute(t);return i?Re(i):[]},Nd=(e,t,i)=>{if(!i?.length){e.removeAttribute(t);return}let a=ie(i);e.getAttribute(t)!==a&&e.setAttribute(t,a)};n.customElements.get("media-captions-button")||n.customElements.define("media-captions-button",la);var sh='<svg aria-hidden="true" viewBox="0 0 24 24"><g><path class="cast_caf_icon_arch0" d="M1,18 L1,21 L4,21 C4,19.3 2.66,18 1,18 L1,18 Z"/><path class="cast_caf_icon_arch1" d="M1,14 L1,16 C3.76,16 6,18.2 6,21 L8,21 C8,17.13 4.87,14 1,14 L1,14 Z"/><path class="cast_caf_icon_arch2" d="M1,10 L1,12 C5.97,12 10,16.0 10,21 L12,21 C12,14.92 7.07,10 1,10 L1,10 Z"/><path class="cast_caf_icon_box" d="M21,3 L3,3 C1.9,3 1,3.9 1,5 L1,8 L3,8 L3,5 L21,5 L21,19 L14,19 L14,21 L21,21 C22.1,21 23,20.1 23,19 L23,5 C23,3.9 22.1,3 21,3 L21,3 Z"/></g></svg>',oh='<svg aria-hidden="true" viewBox="0 0 24 24"><g><path class="cast_caf_icon_arch0" d="M1,18 L1,21 L4,21 C4,19.3 2.66,18 1,18 L1,18 Z"/><path class="cast_caf_icon_arch1" d="M1,14 L1,16 C3.76,16 6,18.2 6,21 L8,21 C8,17.13 4.87,14 1,14 L1,14 Z"/><path class="cast_caf_icon_arch2" d="M1,10 L1,12 C5.97,12 10,16.0 10,21 L12,21 C12,14.92 7.07,10 1,10 L1,10 Z"/><path class="cast_caf_icon_box" d="M21,3 L3,3 C1.9,3 1,3.9 1,5 L1,8 L3,8 L3,5 L21,5 L21,19 L14,19 L14,21 L21,21 C22.1,21 23,20.1 23,19 L23,5 C23,3.9 22.1,3 21,3 L21,3 Z"/><path class="cast_caf_icon_boxfill" d="M5,7 L5,8.63 C8,8.6 13.37,14 13.37,17 L19,17 L19,7 Z"/></g></svg>';function nh(e){return`
    <style>
      :host([${s.MEDIA_IS_CASTING}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_CASTING}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_CASTING}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_CASTING}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${sh}</slot>
      <slot name="exit">${oh}</slot>
    </slot>
  `}function lh(){return`
    <slot name="tooltip-enter">${c("Start casting")}</slot>
    <slot name="tooltip-exit">${c("Stop casting")}</slot>
  `}var Fd=e=>{let t=e.mediaIsCasting?c("stop casting"):c("start casting");e.setAttribute("aria-label",t)},da=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_CASTING,s.MEDIA_CAST_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Fd(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_IS_CASTING&&Fd(this)}get mediaIsCasting(){return g(this,s.MEDIA_IS_CASTING)}set mediaIsCasting(t){_(this,s.MEDIA_IS_CASTING,t)}get mediaCastUnavailable(){return S(this,s.MEDIA_CAST_UNAVAILABLE)}set mediaCastUnavailable(t){T(this,s.MEDIA_CAST_UNAVAILABLE,t)}handleClick(){let t=this.mediaIsCasting?h.MEDIA_EXIT_CAST_REQUEST:h.MEDIA_ENTER_CAST_REQUEST;this.dispatchEvent(new n.CustomEvent(t,{composed:!0,bubbles:!0}))}};da.getSlotTemplateHTML=nh;da.getTooltipContentHTML=lh;n.customElements.get("media-cast-button")||n.customElements.define("media-cast-button",da);var Go=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},K=(e,t,i)=>(Go(e,t,"read from private field"),i?i.call(e):t.get(e)),tt=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Ee=(e,t,i,a)=>(Go(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),yt=(e,t,i)=>(Go(e,t,"access private method"),i),Ot,Vr,Or,Ur,Mt,Wr,Pr,Nr,Fr,qo,Hd,Hr,Ho,Br,Bo,$r,Yo,Wo,Bd,$o,Wd,Vo,$d,Ko,Vd;function dh(e){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(e)}
    </div>
    <div id="rightgap"></div>
  `}function uh(e){return""}var Ut=class extends n.HTMLElement{constructor(){if(super(),tt(this,qo),tt(this,Hr),tt(this,Br),tt(this,$r),tt(this,Wo),tt(this,$o),tt(this,Vo),tt(this,Ko),tt(this,Ot,void 0),tt(this,Vr,void 0),tt(this,Or,void 0),tt(this,Ur,void 0),tt(this,Mt,{}),tt(this,Wr,[]),tt(this,Pr,()=>{if(this.range.matches(":focus-visible")){let{style:t}=H(this.shadowRoot,":host");t.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),tt(this,Nr,()=>{let{style:t}=H(this.shadowRoot,":host");t.removeProperty("--_focus-visible-box-shadow")}),tt(this,Fr,()=>{let t=this.shadowRoot.querySelector("#segments-clipping");t&&t.parentNode.append(t)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes),i=this.constructor.getTemplateHTML(t);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.container=this.shadowRoot.querySelector("#container"),Ee(this,Or,this.shadowRoot.querySelector("#startpoint")),Ee(this,Ur,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",M.MEDIA_CONTROLLER]}attributeChangedCallback(t,i,a){var r,o,l,d,u;t===M.MEDIA_CONTROLLER?(i&&((o=(r=K(this,Ot))==null?void 0:r.unassociateElement)==null||o.call(r,this),Ee(this,Ot,null)),a&&this.isConnected&&(Ee(this,Ot,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=K(this,Ot))==null?void 0:d.associateElement)==null||u.call(d,this))):(t==="disabled"||t==="aria-disabled"&&i!==a)&&(a==null?(this.range.removeAttribute(t),yt(this,Hr,Ho).call(this)):(this.range.setAttribute(t,a),yt(this,Br,Bo).call(this)))}connectedCallback(){var t,i,a;let{style:r}=H(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),K(this,Mt).pointer=H(this.shadowRoot,"#pointer"),K(this,Mt).progress=H(this.shadowRoot,"#progress"),K(this,Mt).thumb=H(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),K(this,Mt).activeSegment=H(this.shadowRoot,"#segments-clipping rect:nth-child(0)");let o=this.getAttribute(M.MEDIA_CONTROLLER);o&&(Ee(this,Ot,(t=this.getRootNode())==null?void 0:t.getElementById(o)),(a=(i=K(this,Ot))==null?void 0:i.associateElement)==null||a.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",K(this,Pr)),this.shadowRoot.addEventListener("focusout",K(this,Nr)),yt(this,Hr,Ho).call(this),Jt(this.container,K(this,Fr))}disconnectedCallback(){var t,i;yt(this,Br,Bo).call(this),(i=(t=K(this,Ot))==null?void 0:t.unassociateElement)==null||i.call(t,this),Ee(this,Ot,null),this.shadowRoot.removeEventListener("focusin",K(this,Pr)),this.shadowRoot.removeEventListener("focusout",K(this,Nr)),jt(this.container,K(this,Fr))}updatePointerBar(t){var i;(i=K(this,Mt).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(t)*100}%`)}updateBar(){var t,i;let a=this.range.valueAsNumber*100;(t=K(this,Mt).progress)==null||t.style.setProperty("width",`${a}%`),(i=K(this,Mt).thumb)==null||i.style.setProperty("left",`${a}%`)}updateSegments(t){let i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!t?.length),!t?.length)return;let a=[...new Set([+this.range.min,...t.flatMap(o=>[o.start,o.end]),+this.range.max])];Ee(this,Wr,[...a]);let r=a.pop();for(let[o,l]of a.entries()){let[d,u]=[o===0,o===a.length-1],A=d?"calc(var(--segments-gap) / -1)":`${l*100}%`,I=`calc(${((u?r:a[o+1])-l)*100}%${d||u?"":" - var(--segments-gap)"})`,f=W.createElementNS("http://www.w3.org/2000/svg","rect"),p=Qi(this.shadowRoot,`#segments-clipping rect:nth-child(${o+1})`);p.style.setProperty("x",A),p.style.setProperty("width",I),i.append(f)}}getPointerRatio(t){return Yl(t.clientX,t.clientY,K(this,Or).getBoundingClientRect(),K(this,Ur).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(t){switch(t.type){case"pointermove":yt(this,Ko,Vd).call(this,t);break;case"input":this.updateBar();break;case"pointerenter":yt(this,Wo,Bd).call(this,t);break;case"pointerdown":yt(this,$r,Yo).call(this,t);break;case"pointerup":yt(this,$o,Wd).call(this);break;case"pointerleave":yt(this,Vo,$d).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}};Ot=new WeakMap;Vr=new WeakMap;Or=new WeakMap;Ur=new WeakMap;Mt=new WeakMap;Wr=new WeakMap;Pr=new WeakMap;Nr=new WeakMap;Fr=new WeakMap;qo=new WeakSet;Hd=function(e){let t=K(this,Mt).activeSegment;if(!t)return;let i=this.getPointerRatio(e),r=`#segments-clipping rect:nth-child(${K(this,Wr).findIndex((o,l,d)=>{let u=d[l+1];return u!=null&&i>=o&&i<=u})+1})`;(t.selectorText!=r||!t.style.transform)&&(t.selectorText=r,t.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};Hr=new WeakSet;Ho=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};Br=new WeakSet;Bo=function(){var e,t;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(e=n.window)==null||e.removeEventListener("pointerup",this),(t=n.window)==null||t.removeEventListener("pointermove",this)};$r=new WeakSet;Yo=function(e){var t;Ee(this,Vr,e.composedPath().includes(this.range)),(t=n.window)==null||t.addEventListener("pointerup",this,{once:!0})};Wo=new WeakSet;Bd=function(e){var t;e.pointerType!=="mouse"&&yt(this,$r,Yo).call(this,e),this.addEventListener("pointerleave",this,{once:!0}),(t=n.window)==null||t.addEventListener("pointermove",this)};$o=new WeakSet;Wd=function(){var e;(e=n.window)==null||e.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};Vo=new WeakSet;$d=function(){var e,t;this.removeEventListener("pointerleave",this),(e=n.window)==null||e.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(t=K(this,Mt).activeSegment)==null||t.style.removeProperty("transform")};Ko=new WeakSet;Vd=function(e){e.pointerType==="pen"&&e.buttons===0||(this.toggleAttribute("dragging",e.buttons===1||e.pointerType!=="mouse"),this.updatePointerBar(e),yt(this,qo,Hd).call(this,e),this.dragging&&(e.pointerType!=="mouse"||!K(this,Vr))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(e),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};Ut.shadowRootOptions={mode:"open"};Ut.getTemplateHTML=dh;Ut.getContainerTemplateHTML=uh;n.customElements.get("media-chrome-range")||n.customElements.define("media-chrome-range",Ut);var Kd=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Kr=(e,t,i)=>(Kd(e,t,"read from private field"),i?i.call(e):t.get(e)),ch=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Gr=(e,t,i,a)=>(Kd(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Pt;function hh(e){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}var ua=class extends n.HTMLElement{constructor(){if(super(),ch(this,Pt,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER]}attributeChangedCallback(t,i,a){var r,o,l,d,u;t===M.MEDIA_CONTROLLER&&(i&&((o=(r=Kr(this,Pt))==null?void 0:r.unassociateElement)==null||o.call(r,this),Gr(this,Pt,null)),a&&this.isConnected&&(Gr(this,Pt,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=Kr(this,Pt))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var t,i,a;let r=this.getAttribute(M.MEDIA_CONTROLLER);r&&(Gr(this,Pt,(t=this.getRootNode())==null?void 0:t.getElementById(r)),(a=(i=Kr(this,Pt))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var t,i;(i=(t=Kr(this,Pt))==null?void 0:t.unassociateElement)==null||i.call(t,this),Gr(this,Pt,null)}};Pt=new WeakMap;ua.shadowRootOptions={mode:"open"};ua.getTemplateHTML=hh;n.customElements.get("media-control-bar")||n.customElements.define("media-control-bar",ua);var Gd=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},qr=(e,t,i)=>(Gd(e,t,"read from private field"),i?i.call(e):t.get(e)),mh=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Yr=(e,t,i,a)=>(Gd(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Nt;function ph(e,t={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(e,t)}
  `}function Eh(e,t){return`
    <slot></slot>
  `}var nt=class extends n.HTMLElement{constructor(){if(super(),mh(this,Nt,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER]}attributeChangedCallback(t,i,a){var r,o,l,d,u;t===M.MEDIA_CONTROLLER&&(i&&((o=(r=qr(this,Nt))==null?void 0:r.unassociateElement)==null||o.call(r,this),Yr(this,Nt,null)),a&&this.isConnected&&(Yr(this,Nt,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=qr(this,Nt))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var t,i,a;let{style:r}=H(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);let o=this.getAttribute(M.MEDIA_CONTROLLER);o&&(Yr(this,Nt,(t=this.getRootNode())==null?void 0:t.getElementById(o)),(a=(i=qr(this,Nt))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var t,i;(i=(t=qr(this,Nt))==null?void 0:t.unassociateElement)==null||i.call(t,this),Yr(this,Nt,null)}};Nt=new WeakMap;nt.shadowRootOptions={mode:"open"};nt.getTemplateHTML=ph;nt.getSlotTemplateHTML=Eh;n.customElements.get("media-text-display")||n.customElements.define("media-text-display",nt);var Yd=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},qd=(e,t,i)=>(Yd(e,t,"read from private field"),i?i.call(e):t.get(e)),vh=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},fh=(e,t,i,a)=>(Yd(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),ca;function gh(e,t){return`
    <slot>${At(t.mediaDuration)}</slot>
  `}var Qr=class extends nt{constructor(){var t;super(),vh(this,ca,void 0),fh(this,ca,this.shadowRoot.querySelector("slot")),qd(this,ca).textContent=At((t=this.mediaDuration)!=null?t:0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_DURATION]}attributeChangedCallback(t,i,a){t===s.MEDIA_DURATION&&(qd(this,ca).textContent=At(+a)),super.attributeChangedCallback(t,i,a)}get mediaDuration(){return w(this,s.MEDIA_DURATION)}set mediaDuration(t){D(this,s.MEDIA_DURATION,t)}};ca=new WeakMap;Qr.getSlotTemplateHTML=gh;n.customElements.get("media-duration-display")||n.customElements.define("media-duration-display",Qr);var _h={2:c("Network Error"),3:c("Decode Error"),4:c("Source Not Supported"),5:c("Encryption Error")},bh={2:c("A network error caused the media download to fail."),3:c("A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format."),4:c("An unsupported error occurred. The server or network failed, or your browser does not support this format."),5:c("The media is encrypted and there are no keys to decrypt it.")},zr=e=>{var t,i;return e.code===1?null:{title:(t=_h[e.code])!=null?t:`Error ${e.code}`,message:(i=bh[e.code])!=null?i:e.message}};var zd=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Ah=(e,t,i)=>(zd(e,t,"read from private field"),i?i.call(e):t.get(e)),Th=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Sh=(e,t,i,a)=>(zd(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Zr;function kh(e){let t=+e.mediaerrorcode;return`
    <style>
      :host {
        background: rgb(20 20 30 / .8);
      }

      #content {
        display: block;
        padding: 1.2em 1.5em;
      }

      h3,
      p {
        margin-block: 0 .3em;
      }
    </style>
    <slot name="error-${t}" id="content">
      ${Zd({code:t,message:e.mediaerrormessage})}
    </slot>
  `}function Ih(e){return e.code&&zr(e)!==null}function Zd(e){var t;let{title:i,message:a}=(t=zr(e))!=null?t:{},r=tr(e.code),o="";return i&&(o+=`<slot name="error-${r}-title"><h3>${tr(i)}</h3></slot>`),a&&(o+=`<slot name="error-${r}-message"><p>${tr(a)}</p></slot>`),o}var Qd=[s.MEDIA_ERROR_CODE,s.MEDIA_ERROR_MESSAGE],ha=class extends Dt{constructor(){super(...arguments),Th(this,Zr,null)}static get observedAttributes(){return[...super.observedAttributes,...Qd]}formatErrorMessage(t){return this.constructor.formatErrorMessage(t)}attributeChangedCallback(t,i,a){var r;if(super.attributeChangedCallback(t,i,a),!Qd.includes(t))return;let o=(r=this.mediaError)!=null?r:{code:this.mediaErrorCode,message:this.mediaErrorMessage};if(this.open=Ih(o),this.open&&(this.shadowRoot.querySelector("slot").name=`error-${this.mediaErrorCode}`,this.shadowRoot.querySelector("#content").innerHTML=this.formatErrorMessage(o),!this.hasAttribute("aria-label"))){let{title:l}=zr(o);l&&this.setAttribute("aria-label",l)}}get mediaError(){return Ah(this,Zr)}set mediaError(t){Sh(this,Zr,t)}get mediaErrorCode(){return w(this,"mediaerrorcode")}set mediaErrorCode(t){D(this,"mediaerrorcode",t)}get mediaErrorMessage(){return S(this,"mediaerrormessage")}set mediaErrorMessage(t){T(this,"mediaerrormessage",t)}};Zr=new WeakMap;ha.getSlotTemplateHTML=kh;ha.formatErrorMessage=Zd;n.customElements.get("media-error-dialog")||n.customElements.define("media-error-dialog",ha);var Jd=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},yh=(e,t,i)=>(Jd(e,t,"read from private field"),i?i.call(e):t.get(e)),Mh=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Lh=(e,t,i,a)=>(Jd(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Xr,wh=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,Ch=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function Dh(e){return`
    <style>
      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${wh}</slot>
      <slot name="exit">${Ch}</slot>
    </slot>
  `}function Rh(){return`
    <slot name="tooltip-enter">${c("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${c("Exit fullscreen mode")}</slot>
  `}var Xd=e=>{let t=e.mediaIsFullscreen?c("exit fullscreen mode"):c("enter fullscreen mode");e.setAttribute("aria-label",t)},ma=class extends x{constructor(){super(...arguments),Mh(this,Xr,null)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_FULLSCREEN,s.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Xd(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_IS_FULLSCREEN&&Xd(this)}get mediaFullscreenUnavailable(){return S(this,s.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(t){T(this,s.MEDIA_FULLSCREEN_UNAVAILABLE,t)}get mediaIsFullscreen(){return g(this,s.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(t){_(this,s.MEDIA_IS_FULLSCREEN,t)}handleClick(t){Lh(this,Xr,t);let i=yh(this,Xr)instanceof PointerEvent,a=this.mediaIsFullscreen?new n.CustomEvent(h.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new n.CustomEvent(h.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(a)}};Xr=new WeakMap;ma.getSlotTemplateHTML=Dh;ma.getTooltipContentHTML=Rh;n.customElements.get("media-fullscreen-button")||n.customElements.define("media-fullscreen-button",ma);var{MEDIA_TIME_IS_LIVE:Jr,MEDIA_PAUSED:pa}=s,{MEDIA_SEEK_TO_LIVE_REQUEST:xh,MEDIA_PLAY_REQUEST:Oh}=h,Uh='<svg viewBox="0 0 6 12" aria-hidden="true"><circle cx="3" cy="6" r="2"></circle></svg>';function Ph(e){return`
    <style>
      :host { --media-tooltip-display: none; }
      
      slot[name=indicator] > *,
      :host ::slotted([slot=indicator]) {
        
        min-width: auto;
        fill: var(--media-live-button-icon-color, rgb(140, 140, 140));
        color: var(--media-live-button-icon-color, rgb(140, 140, 140));
      }

      :host([${Jr}]:not([${pa}])) slot[name=indicator] > *,
      :host([${Jr}]:not([${pa}])) ::slotted([slot=indicator]) {
        fill: var(--media-live-button-indicator-color, rgb(255, 0, 0));
        color: var(--media-live-button-indicator-color, rgb(255, 0, 0));
      }

      :host([${Jr}]:not([${pa}])) {
        cursor: var(--media-cursor, not-allowed);
      }

      slot[name=text]{
        text-transform: uppercase;
      }

    </style>

    <slot name="indicator">${Uh}</slot>
    
    <slot name="spacer">&nbsp;</slot><slot name="text">${c("live")}</slot>
  `}var jd=e=>{var t;let i=e.mediaPaused||!e.mediaTimeIsLive,a=i?c("seek to live"):c("playing live");e.setAttribute("aria-label",a);let r=(t=e.shadowRoot)==null?void 0:t.querySelector('slot[name="text"]');r&&(r.textContent=c("live")),i?e.removeAttribute("aria-disabled"):e.setAttribute("aria-disabled","true")},jr=class extends x{static get observedAttributes(){return[...super.observedAttributes,Jr,pa]}connectedCallback(){super.connectedCallback(),jd(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),jd(this)}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(t){_(this,s.MEDIA_PAUSED,t)}get mediaTimeIsLive(){return g(this,s.MEDIA_TIME_IS_LIVE)}set mediaTimeIsLive(t){_(this,s.MEDIA_TIME_IS_LIVE,t)}handleClick(){!this.mediaPaused&&this.mediaTimeIsLive||(this.dispatchEvent(new n.CustomEvent(xh,{composed:!0,bubbles:!0})),this.hasAttribute(pa)&&this.dispatchEvent(new n.CustomEvent(Oh,{composed:!0,bubbles:!0})))}};jr.getSlotTemplateHTML=Ph;n.customElements.get("media-live-button")||n.customElements.define("media-live-button",jr);var eu=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Ea=(e,t,i)=>(eu(e,t,"read from private field"),i?i.call(e):t.get(e)),tu=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},va=(e,t,i,a)=>(eu(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Ft,es,ts={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},iu=500,Nh=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function Fh(e){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${iu}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${Nh}</slot>
    <div id="status" role="status" aria-live="polite">${c("media loading")}</div>
  `}var fa=class extends n.HTMLElement{constructor(){if(super(),tu(this,Ft,void 0),tu(this,es,iu),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PAUSED,s.MEDIA_LOADING,ts.LOADING_DELAY]}attributeChangedCallback(t,i,a){var r,o,l,d,u;t===ts.LOADING_DELAY&&i!==a?this.loadingDelay=Number(a):t===M.MEDIA_CONTROLLER&&(i&&((o=(r=Ea(this,Ft))==null?void 0:r.unassociateElement)==null||o.call(r,this),va(this,Ft,null)),a&&this.isConnected&&(va(this,Ft,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=Ea(this,Ft))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var t,i,a;let r=this.getAttribute(M.MEDIA_CONTROLLER);r&&(va(this,Ft,(t=this.getRootNode())==null?void 0:t.getElementById(r)),(a=(i=Ea(this,Ft))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var t,i;(i=(t=Ea(this,Ft))==null?void 0:t.unassociateElement)==null||i.call(t,this),va(this,Ft,null)}get loadingDelay(){return Ea(this,es)}set loadingDelay(t){va(this,es,t);let{style:i}=H(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${t}ms)`)}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(t){_(this,s.MEDIA_PAUSED,t)}get mediaLoading(){return g(this,s.MEDIA_LOADING)}set mediaLoading(t){_(this,s.MEDIA_LOADING,t)}get mediaController(){return S(this,M.MEDIA_CONTROLLER)}set mediaController(t){T(this,M.MEDIA_CONTROLLER,t)}get noAutohide(){return g(this,ts.NO_AUTOHIDE)}set noAutohide(t){_(this,ts.NO_AUTOHIDE,t)}};Ft=new WeakMap;es=new WeakMap;fa.shadowRootOptions={mode:"open"};fa.getTemplateHTML=Fh;n.customElements.get("media-loading-indicator")||n.customElements.define("media-loading-indicator",fa);var Hh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,au=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,Bh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function Wh(e){return`
    <style>
      :host(:not([${s.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${s.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${Hh}</slot>
      <slot name="low">${au}</slot>
      <slot name="medium">${au}</slot>
      <slot name="high">${Bh}</slot>
    </slot>
  `}function $h(){return`
    <slot name="tooltip-mute">${c("Mute")}</slot>
    <slot name="tooltip-unmute">${c("Unmute")}</slot>
  `}var ru=e=>{let i=e.mediaVolumeLevel==="off"?c("unmute"):c("mute");e.setAttribute("aria-label",i)},ga=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),ru(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_VOLUME_LEVEL&&ru(this)}get mediaVolumeLevel(){return S(this,s.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(t){T(this,s.MEDIA_VOLUME_LEVEL,t)}handleClick(){let t=this.mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST;this.dispatchEvent(new n.CustomEvent(t,{composed:!0,bubbles:!0}))}};ga.getSlotTemplateHTML=Wh;ga.getTooltipContentHTML=$h;n.customElements.get("media-mute-button")||n.customElements.define("media-mute-button",ga);var su=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function Vh(e){return`
    <style>
      :host([${s.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${su}</slot>
      <slot name="exit">${su}</slot>
    </slot>
  `}function Kh(){return`
    <slot name="tooltip-enter">${c("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${c("Exit picture in picture mode")}</slot>
  `}var ou=e=>{let t=e.mediaIsPip?c("exit picture in picture mode"):c("enter picture in picture mode");e.setAttribute("aria-label",t)},_a=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_PIP,s.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),ou(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_IS_PIP&&ou(this)}get mediaPipUnavailable(){return S(this,s.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(t){T(this,s.MEDIA_PIP_UNAVAILABLE,t)}get mediaIsPip(){return g(this,s.MEDIA_IS_PIP)}set mediaIsPip(t){_(this,s.MEDIA_IS_PIP,t)}handleClick(){let t=this.mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new n.CustomEvent(t,{composed:!0,bubbles:!0}))}};_a.getSlotTemplateHTML=Vh;_a.getTooltipContentHTML=Kh;n.customElements.get("media-pip-button")||n.customElements.define("media-pip-button",_a);var Gh=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},mi=(e,t,i)=>(Gh(e,t,"read from private field"),i?i.call(e):t.get(e)),qh=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},ve,Qo={RATES:"rates"},zo=[1,1.2,1.5,1.7,2],Fe=1;function Ht(e){return Math.round(e*100)/100}function Yh(e){return`
    <style>
      :host {
        min-width: 5ch;
        padding: var(--media-button-padding, var(--media-control-padding, 10px 5px));
      }
    </style>
    <slot name="icon">${e.mediaplaybackrate?Ht(+e.mediaplaybackrate):Fe}x</slot>
  `}function Qh(){return c("Playback rate")}var ba=class extends x{constructor(){var t;super(),qh(this,ve,new ce(this,Qo.RATES,{defaultValue:zo})),this.container=this.shadowRoot.querySelector('slot[name="icon"]'),this.container.innerHTML=`${Ht((t=this.mediaPlaybackRate)!=null?t:Fe)}x`}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,Qo.RATES]}attributeChangedCallback(t,i,a){if(super.attributeChangedCallback(t,i,a),t===Qo.RATES&&(mi(this,ve).value=a),t===s.MEDIA_PLAYBACK_RATE){let r=a?+a:Number.NaN,o=Ht(Number.isNaN(r)?Fe:r);this.container.innerHTML=`${o}x`,this.setAttribute("aria-label",c("Playback rate {playbackRate}",{playbackRate:o}))}}get rates(){return mi(this,ve)}set rates(t){t?Array.isArray(t)?mi(this,ve).value=t.join(" "):typeof t=="string"&&(mi(this,ve).value=t):mi(this,ve).value=""}get mediaPlaybackRate(){return w(this,s.MEDIA_PLAYBACK_RATE,Fe)}set mediaPlaybackRate(t){D(this,s.MEDIA_PLAYBACK_RATE,t)}handleClick(){var t,i;let a=Array.from(mi(this,ve).values(),l=>+l).sort((l,d)=>l-d),r=(i=(t=a.find(l=>l>this.mediaPlaybackRate))!=null?t:a[0])!=null?i:Fe,o=new n.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:r});this.dispatchEvent(o)}};ve=new WeakMap;ba.getSlotTemplateHTML=Yh;ba.getTooltipContentHTML=Qh;n.customElements.get("media-playback-rate-button")||n.customElements.define("media-playback-rate-button",ba);var zh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,Zh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function Xh(e){return`
    <style>
      :host([${s.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${s.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${zh}</slot>
      <slot name="pause">${Zh}</slot>
    </slot>
  `}function Jh(){return`
    <slot name="tooltip-play">${c("Play")}</slot>
    <slot name="tooltip-pause">${c("Pause")}</slot>
  `}var nu=e=>{let t=e.mediaPaused?c("play"):c("pause");e.setAttribute("aria-label",t)},Aa=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),nu(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),(t===s.MEDIA_PAUSED||t===s.MEDIA_LANG)&&nu(this)}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(t){_(this,s.MEDIA_PAUSED,t)}handleClick(){let t=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new n.CustomEvent(t,{composed:!0,bubbles:!0}))}};Aa.getSlotTemplateHTML=Xh;Aa.getTooltipContentHTML=Jh;n.customElements.get("media-play-button")||n.customElements.define("media-play-button",Aa);var Bt={PLACEHOLDER_SRC:"placeholdersrc",SRC:"src"};function jh(e){return`
    <style>
      :host {
        pointer-events: none;
        display: var(--media-poster-image-display, inline-block);
        box-sizing: border-box;
      }

      img {
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
        min-height: 100%;
        background-repeat: no-repeat;
        background-position: var(--media-poster-image-background-position, var(--media-object-position, center));
        background-size: var(--media-poster-image-background-size, var(--media-object-fit, contain));
        object-fit: var(--media-object-fit, contain);
        object-position: var(--media-object-position, center);
      }
    </style>

    <img part="poster img" aria-hidden="true" id="image"/>
  `}var tm=e=>{e.style.removeProperty("background-image")},em=(e,t)=>{e.style["background-image"]=`url('${t}')`},Ta=class extends n.HTMLElement{static get observedAttributes(){return[Bt.PLACEHOLDER_SRC,Bt.SRC]}constructor(){if(super(),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}this.image=this.shadowRoot.querySelector("#image")}attributeChangedCallback(t,i,a){t===Bt.SRC&&(a==null?this.image.removeAttribute(Bt.SRC):this.image.setAttribute(Bt.SRC,a)),t===Bt.PLACEHOLDER_SRC&&(a==null?tm(this.image):em(this.image,a))}get placeholderSrc(){return S(this,Bt.PLACEHOLDER_SRC)}set placeholderSrc(t){T(this,Bt.SRC,t)}get src(){return S(this,Bt.SRC)}set src(t){T(this,Bt.SRC,t)}};Ta.shadowRootOptions={mode:"open"};Ta.getTemplateHTML=jh;n.customElements.get("media-poster-image")||n.customElements.define("media-poster-image",Ta);var lu=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},im=(e,t,i)=>(lu(e,t,"read from private field"),i?i.call(e):t.get(e)),am=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},rm=(e,t,i,a)=>(lu(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),is,Zo=class extends nt{constructor(){super(),am(this,is,void 0),rm(this,is,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_LANG]}attributeChangedCallback(t,i,a){if(super.attributeChangedCallback(t,i,a),(t===s.MEDIA_PREVIEW_CHAPTER||t===s.MEDIA_LANG)&&a!==i&&a!=null)if(im(this,is).textContent=a,a!==""){let r=c("chapter: {chapterName}",{chapterName:a});this.setAttribute("aria-valuetext",r)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return S(this,s.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(t){T(this,s.MEDIA_PREVIEW_CHAPTER,t)}};is=new WeakMap;n.customElements.get("media-preview-chapter-display")||n.customElements.define("media-preview-chapter-display",Zo);var du=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},as=(e,t,i)=>(du(e,t,"read from private field"),i?i.call(e):t.get(e)),sm=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},rs=(e,t,i,a)=>(du(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Wt;function om(e){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}var pi=class extends n.HTMLElement{constructor(){if(super(),sm(this,Wt,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS]}connectedCallback(){var t,i,a;let r=this.getAttribute(M.MEDIA_CONTROLLER);r&&(rs(this,Wt,(t=this.getRootNode())==null?void 0:t.getElementById(r)),(a=(i=as(this,Wt))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var t,i;(i=(t=as(this,Wt))==null?void 0:t.unassociateElement)==null||i.call(t,this),rs(this,Wt,null)}attributeChangedCallback(t,i,a){var r,o,l,d,u;[s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS].includes(t)&&this.update(),t===M.MEDIA_CONTROLLER&&(i&&((o=(r=as(this,Wt))==null?void 0:r.unassociateElement)==null||o.call(r,this),rs(this,Wt,null)),a&&this.isConnected&&(rs(this,Wt,(l=this.getRootNode())==null?void 0:l.getElementById(a)),(u=(d=as(this,Wt))==null?void 0:d.associateElement)==null||u.call(d,this)))}get mediaPreviewImage(){return S(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(t){T(this,s.MEDIA_PREVIEW_IMAGE,t)}get mediaPreviewCoords(){let t=this.getAttribute(s.MEDIA_PREVIEW_COORDS);if(t)return t.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(t){if(!t){this.removeAttribute(s.MEDIA_PREVIEW_COORDS);return}this.setAttribute(s.MEDIA_PREVIEW_COORDS,t.join(" "))}update(){let t=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(t&&i))return;let[a,r,o,l]=t,d=i.split("#")[0],u=getComputedStyle(this),{maxWidth:A,maxHeight:y,minWidth:I,minHeight:f}=u,p=u.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain",k,v;if(p==="fill"){let Zt=parseInt(A)/o,Xt=parseInt(y)/l,Ki=parseInt(I)/o,Se=parseInt(f)/l;k=Zt<1?Zt:Math.max(Zt,Ki),v=Xt<1?Xt:Math.max(Xt,Se)}else{let Zt=Math.min(parseInt(A)/o,parseInt(y)/l),Xt=Math.max(parseInt(I)/o,parseInt(f)/l),Se=Zt<1?Zt:Xt>1?Xt:1;k=Se,v=Se}let{style:C}=H(this.shadowRoot,":host"),L=H(this.shadowRoot,"img").style,et=this.shadowRoot.querySelector("img"),Vi=Math.min(k,v)<1?"min":"max";C.setProperty(`${Vi}-width`,"initial","important"),C.setProperty(`${Vi}-height`,"initial","important"),C.width=`${o*k}px`,C.height=`${l*v}px`;let Ge=()=>{L.width=`${this.imgWidth*k}px`,L.height=`${this.imgHeight*v}px`,L.display="block"};et.src!==d&&(et.onload=()=>{this.imgWidth=et.naturalWidth,this.imgHeight=et.naturalHeight,Ge(),et.onload=null},et.src=d,Ge()),Ge(),L.transform=`translate(-${a*k}px, -${r*v}px)`}};Wt=new WeakMap;pi.shadowRootOptions={mode:"open"};pi.getTemplateHTML=om;n.customElements.get("media-preview-thumbnail")||n.customElements.define("media-preview-thumbnail",pi);var ss=pi;var cu=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},uu=(e,t,i)=>(cu(e,t,"read from private field"),i?i.call(e):t.get(e)),nm=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},lm=(e,t,i,a)=>(cu(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Sa,Xo=class extends nt{constructor(){super(),nm(this,Sa,void 0),lm(this,Sa,this.shadowRoot.querySelector("slot")),uu(this,Sa).textContent=At(0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_TIME]}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_PREVIEW_TIME&&a!=null&&(uu(this,Sa).textContent=At(parseFloat(a)))}get mediaPreviewTime(){return w(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(t){D(this,s.MEDIA_PREVIEW_TIME,t)}};Sa=new WeakMap;n.customElements.get("media-preview-time-display")||n.customElements.define("media-preview-time-display",Xo);var Ei={SEEK_OFFSET:"seekoffset"},Jo=30,dm=e=>`
  <svg aria-hidden="true" viewBox="0 0 20 24">
    <defs>
      <style>.text{font-size:8px;font-family:Arial-BoldMT, Arial;font-weight:700;}</style>
    </defs>
    <text class="text value" transform="translate(2.18 19.87)">${e}</text>
    <path d="M10 6V3L4.37 7 10 10.94V8a5.54 5.54 0 0 1 1.9 10.48v2.12A7.5 7.5 0 0 0 10 6Z"/>
  </svg>`;function um(e,t){return`
    <slot name="icon">${dm(t.seekOffset)}</slot>
  `}var cm=(e,t)=>{e.setAttribute("aria-label",c("seek back {seekOffset} seconds",{seekOffset:t}))};function hm(){return c("Seek backward")}var mm=0,ka=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_CURRENT_TIME,Ei.SEEK_OFFSET]}connectedCallback(){super.connectedCallback(),this.seekOffset=w(this,Ei.SEEK_OFFSET,Jo)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),cm(this,this.seekOffset),t===Ei.SEEK_OFFSET&&(this.seekOffset=w(this,Ei.SEEK_OFFSET,Jo))}get seekOffset(){return w(this,Ei.SEEK_OFFSET,Jo)}set seekOffset(t){D(this,Ei.SEEK_OFFSET,t),this.setAttribute("aria-label",c("seek back {seekOffset} seconds",{seekOffset:this.seekOffset})),sr(or(this,"icon"),this.seekOffset)}get mediaCurrentTime(){return w(this,s.MEDIA_CURRENT_TIME,mm)}set mediaCurrentTime(t){D(this,s.MEDIA_CURRENT_TIME,t)}handleClick(){let t=Math.max(this.mediaCurrentTime-this.seekOffset,0),i=new n.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t});this.dispatchEvent(i)}};ka.getSlotTemplateHTML=um;ka.getTooltipContentHTML=hm;n.customElements.get("media-seek-backward-button")||n.customElements.define("media-seek-backward-button",ka);var vi={SEEK_OFFSET:"seekoffset"},jo=30,pm=e=>`
  <svg aria-hidden="true" viewBox="0 0 20 24">
    <defs>
      <style>.text{font-size:8px;font-family:Arial-BoldMT, Arial;font-weight:700;}</style>
    </defs>
    <text class="text value" transform="translate(8.9 19.87)">${e}</text>
    <path d="M10 6V3l5.61 4L10 10.94V8a5.54 5.54 0 0 0-1.9 10.48v2.12A7.5 7.5 0 0 1 10 6Z"/>
  </svg>`;function Em(e,t){return`
    <slot name="icon">${pm(t.seekOffset)}</slot>
  `}var vm=(e,t)=>{e.setAttribute("aria-label",c("seek forward {seekOffset} seconds",{seekOffset:t}))};function fm(){return c("Seek forward")}var gm=0,Ia=class extends x{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_CURRENT_TIME,vi.SEEK_OFFSET]}connectedCallback(){super.connectedCallback(),this.seekOffset=w(this,vi.SEEK_OFFSET,jo)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),vm(this,this.seekOffset),t===vi.SEEK_OFFSET&&(this.seekOffset=w(this,vi.SEEK_OFFSET,jo))}get seekOffset(){return w(this,vi.SEEK_OFFSET,jo)}set seekOffset(t){D(this,vi.SEEK_OFFSET,t),this.setAttribute("aria-label",c("seek forward {seekOffset} seconds",{seekOffset:this.seekOffset})),sr(or(this,"icon"),this.seekOffset)}get mediaCurrentTime(){return w(this,s.MEDIA_CURRENT_TIME,gm)}set mediaCurrentTime(t){D(this,s.MEDIA_CURRENT_TIME,t)}handleClick(){let t=this.mediaCurrentTime+this.seekOffset,i=new n.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t});this.dispatchEvent(i)}};Ia.getSlotTemplateHTML=Em;Ia.getTooltipContentHTML=fm;n.customElements.get("media-seek-forward-button")||n.customElements.define("media-seek-forward-button",Ia);var an=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Lt=(e,t,i)=>(an(e,t,"read from private field"),i?i.call(e):t.get(e)),He=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},rn=(e,t,i,a)=>(an(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),ge=(e,t,i)=>(an(e,t,"access private method"),i),fi,$t,us,sn,mu,ls,on,ya,os,ns,tn,fe={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},hu=[...Object.values(fe),s.MEDIA_CURRENT_TIME,s.MEDIA_DURATION,s.MEDIA_SEEKABLE],pu=["Enter"," "],_m="&nbsp;/&nbsp;",en=(e,{timesSep:t=_m}={})=>{var i,a;let r=(i=e.mediaCurrentTime)!=null?i:0,[,o]=(a=e.mediaSeekable)!=null?a:[],l=0;Number.isFinite(e.mediaDuration)?l=e.mediaDuration:Number.isFinite(o)&&(l=o);let d=e.remaining?At(0-(l-r)):At(r);return e.showDuration?`${d}${t}${At(l)}`:d},bm=e=>{var t;let i=e.mediaCurrentTime,[,a]=(t=e.mediaSeekable)!=null?t:[],r=null;if(Number.isFinite(e.mediaDuration)?r=e.mediaDuration:Number.isFinite(a)&&(r=a),i==null||r===null){e.setAttribute("aria-description",c("video not loaded, unknown time."));return}let o=e.remaining?Ie(0-(r-i)):Ie(i);if(!e.showDuration){e.setAttribute("aria-description",o);return}let l=Ie(r),d=c("{currentTime} of {totalTime}",{currentTime:o,totalTime:l});e.setAttribute("aria-description",d)};function Am(e,t){return`
    <slot>${en(t)}</slot>
  `}var Tm=e=>{e.setAttribute("aria-label",c("playback time"))},ds=class extends nt{constructor(){super(),He(this,sn),He(this,ls),He(this,ya),He(this,ns),He(this,fi,void 0),He(this,$t,null),He(this,us,t=>{let{metaKey:i,altKey:a,key:r}=t;if(i||a||!pu.includes(r)){this.removeEventListener("keyup",Lt(this,$t));return}this.addEventListener("keyup",Lt(this,$t))}),rn(this,fi,this.shadowRoot.querySelector("slot")),Lt(this,fi).innerHTML=`${en(this)}`}static get observedAttributes(){return[...super.observedAttributes,...hu,"disabled"]}connectedCallback(){let{style:t}=H(this.shadowRoot,":host(:hover:not([notoggle]))");t.setProperty("cursor","var(--media-cursor, pointer)"),t.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",c("playback time")),ge(this,ya,os).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),ge(this,ls,on).call(this),super.disconnectedCallback()}attributeChangedCallback(t,i,a){Tm(this),hu.includes(t)?this.update():t==="disabled"&&a!==i?a==null?ge(this,ya,os).call(this):ge(this,ns,tn).call(this):t===fe.NO_TOGGLE&&a!==i&&(this.noToggle?ge(this,ns,tn).call(this):ge(this,ya,os).call(this)),super.attributeChangedCallback(t,i,a)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return g(this,fe.REMAINING)}set remaining(t){_(this,fe.REMAINING,t)}get showDuration(){return g(this,fe.SHOW_DURATION)}set showDuration(t){_(this,fe.SHOW_DURATION,t)}get noToggle(){return g(this,fe.NO_TOGGLE)}set noToggle(t){_(this,fe.NO_TOGGLE,t)}get mediaDuration(){return w(this,s.MEDIA_DURATION)}set mediaDuration(t){D(this,s.MEDIA_DURATION,t)}get mediaCurrentTime(){return w(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(t){D(this,s.MEDIA_CURRENT_TIME,t)}get mediaSeekable(){let t=this.getAttribute(s.MEDIA_SEEKABLE);if(t)return t.split(":").map(i=>+i)}set mediaSeekable(t){if(t==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,t.join(":"))}update(){let t=en(this);bm(this),t!==Lt(this,fi).innerHTML&&(Lt(this,fi).innerHTML=t)}};fi=new WeakMap;$t=new WeakMap;us=new WeakMap;sn=new WeakSet;mu=function(){Lt(this,$t)||(rn(this,$t,e=>{let{key:t}=e;if(!pu.includes(t)){this.removeEventListener("keyup",Lt(this,$t));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",Lt(this,us)),this.addEventListener("click",this.toggleTimeDisplay))};ls=new WeakSet;on=function(){Lt(this,$t)&&(this.removeEventListener("keyup",Lt(this,$t)),this.removeEventListener("keydown",Lt(this,us)),this.removeEventListener("click",this.toggleTimeDisplay),rn(this,$t,null))};ya=new WeakSet;os=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),ge(this,sn,mu).call(this))};ns=new WeakSet;tn=function(){this.removeAttribute("role"),this.disable(),ge(this,ls,on).call(this)};ds.getSlotTemplateHTML=Am;n.customElements.get("media-time-display")||n.customElements.define("media-time-display",ds);var Eu=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},J=(e,t,i)=>(Eu(e,t,"read from private field"),i?i.call(e):t.get(e)),Vt=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},mt=(e,t,i,a)=>(Eu(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Sm=(e,t,i,a)=>({set _(r){mt(e,t,r,i)},get _(){return J(e,t,a)}}),gi,cs,_i,Ma,hs,ms,ps,bi,Be,Es,vs=class{constructor(t,i,a){Vt(this,gi,void 0),Vt(this,cs,void 0),Vt(this,_i,void 0),Vt(this,Ma,void 0),Vt(this,hs,void 0),Vt(this,ms,void 0),Vt(this,ps,void 0),Vt(this,bi,void 0),Vt(this,Be,0),Vt(this,Es,(r=performance.now())=>{mt(this,Be,requestAnimationFrame(J(this,Es))),mt(this,Ma,performance.now()-J(this,_i));let o=1e3/this.fps;if(J(this,Ma)>o){mt(this,_i,r-J(this,Ma)%o);let l=1e3/((r-J(this,cs))/++Sm(this,hs)._),d=(r-J(this,ms))/1e3/this.duration,u=J(this,ps)+d*this.playbackRate;u-J(this,gi).valueAsNumber>0?mt(this,bi,this.playbackRate/this.duration/l):(mt(this,bi,.995*J(this,bi)),u=J(this,gi).valueAsNumber+J(this,bi)),this.callback(u)}}),mt(this,gi,t),this.callback=i,this.fps=a}start(){J(this,Be)===0&&(mt(this,_i,performance.now()),mt(this,cs,J(this,_i)),mt(this,hs,0),J(this,Es).call(this))}stop(){J(this,Be)!==0&&(cancelAnimationFrame(J(this,Be)),mt(this,Be,0))}update({start:t,duration:i,playbackRate:a}){let r=t-J(this,gi).valueAsNumber,o=Math.abs(i-this.duration);(r>0||r<-.5/i||o>=.5)&&this.callback(t),mt(this,ps,t),mt(this,ms,performance.now()),this.duration=i,this.playbackRate=a}};gi=new WeakMap;cs=new WeakMap;_i=new WeakMap;Ma=new WeakMap;hs=new WeakMap;ms=new WeakMap;ps=new WeakMap;bi=new WeakMap;Be=new WeakMap;Es=new WeakMap;var cn=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},$=(e,t,i)=>(cn(e,t,"read from private field"),i?i.call(e):t.get(e)),z=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Et=(e,t,i,a)=>(cn(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),vt=(e,t,i)=>(cn(e,t,"access private method"),i),Ai,_e,_s,wa,bs,gs,Ca,Da,Ti,Si,La,nn,vu,ln,As,hn,Ts,mn,Ss,pn,dn,fu,Ra,ks,un,gu,km=e=>{let t=e.range,i=Ie(+_u(e)),a=Ie(+e.mediaSeekableEnd),r=i&&a?c("{currentTime} of {totalTime}",{currentTime:i,totalTime:a}):c("video not loaded, unknown time.");t.setAttribute("aria-valuetext",r)};function Im(e){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${ss.shadowRootOptions.mode}">
            ${ss.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}var fs=(e,t=e.mediaCurrentTime)=>{let i=Number.isFinite(e.mediaSeekableStart)?e.mediaSeekableStart:0,a=Number.isFinite(e.mediaDuration)?e.mediaDuration:e.mediaSeekableEnd;if(Number.isNaN(a))return 0;let r=(t-i)/(a-i);return Math.max(0,Math.min(r,1))},_u=(e,t=e.range.valueAsNumber)=>{let i=Number.isFinite(e.mediaSeekableStart)?e.mediaSeekableStart:0,a=Number.isFinite(e.mediaDuration)?e.mediaDuration:e.mediaSeekableEnd;return Number.isNaN(a)?0:t*(a-i)+i},xa=class extends Ut{constructor(){super(),z(this,nn),z(this,As),z(this,Ts),z(this,Ss),z(this,dn),z(this,Ra),z(this,un),z(this,Ai,null),z(this,_e,void 0),z(this,_s,void 0),z(this,wa,void 0),z(this,bs,void 0),z(this,gs,void 0),z(this,Ca,void 0),z(this,Da,void 0),z(this,Ti,void 0),z(this,Si,void 0),z(this,La,()=>{vt(this,nn,vu).call(this)?$(this,_e).start():$(this,_e).stop()}),z(this,ln,a=>{this.dragging||(Qe(a)&&(this.range.valueAsNumber=a),$(this,Si)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),Et(this,_s,this.shadowRoot.querySelectorAll('[part~="box"]')),Et(this,bs,this.shadowRoot.querySelector('[part~="preview-box"]')),Et(this,gs,this.shadowRoot.querySelector('[part~="current-box"]'));let i=getComputedStyle(this);Et(this,Ca,parseInt(i.getPropertyValue("--media-box-padding-left"))),Et(this,Da,parseInt(i.getPropertyValue("--media-box-padding-right"))),Et(this,_e,new vs(this.range,$(this,ln),60))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_DURATION,s.MEDIA_SEEKABLE,s.MEDIA_CURRENT_TIME,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_TIME,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_BUFFERED,s.MEDIA_PLAYBACK_RATE,s.MEDIA_LOADING,s.MEDIA_ENDED]}connectedCallback(){var t;super.connectedCallback(),this.range.setAttribute("aria-label",c("seek")),$(this,La).call(this),Et(this,Ai,this.getRootNode()),(t=$(this,Ai))==null||t.addEventListener("transitionstart",this)}disconnectedCallback(){var t;super.disconnectedCallback(),$(this,_e).stop(),(t=$(this,Ai))==null||t.removeEventListener("transitionstart",this),Et(this,Ai,null)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),i!=a&&(t===s.MEDIA_CURRENT_TIME||t===s.MEDIA_PAUSED||t===s.MEDIA_ENDED||t===s.MEDIA_LOADING||t===s.MEDIA_DURATION||t===s.MEDIA_SEEKABLE?($(this,_e).update({start:fs(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),$(this,La).call(this),km(this)):t===s.MEDIA_BUFFERED&&this.updateBufferedBar(),(t===s.MEDIA_DURATION||t===s.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=$(this,Ti),this.updateBar()))}get mediaChaptersCues(){return $(this,Ti)}set mediaChaptersCues(t){var i;Et(this,Ti,t),this.updateSegments((i=$(this,Ti))==null?void 0:i.map(a=>({start:fs(this,a.startTime),end:fs(this,a.endTime)})))}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(t){_(this,s.MEDIA_PAUSED,t)}get mediaLoading(){return g(this,s.MEDIA_LOADING)}set mediaLoading(t){_(this,s.MEDIA_LOADING,t)}get mediaDuration(){return w(this,s.MEDIA_DURATION)}set mediaDuration(t){D(this,s.MEDIA_DURATION,t)}get mediaCurrentTime(){return w(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(t){D(this,s.MEDIA_CURRENT_TIME,t)}get mediaPlaybackRate(){return w(this,s.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(t){D(this,s.MEDIA_PLAYBACK_RATE,t)}get mediaBuffered(){let t=this.getAttribute(s.MEDIA_BUFFERED);return t?t.split(" ").map(i=>i.split(":").map(a=>+a)):[]}set mediaBuffered(t){if(!t){this.removeAttribute(s.MEDIA_BUFFERED);return}let i=t.map(a=>a.join(":")).join(" ");this.setAttribute(s.MEDIA_BUFFERED,i)}get mediaSeekable(){let t=this.getAttribute(s.MEDIA_SEEKABLE);if(t)return t.split(":").map(i=>+i)}set mediaSeekable(t){if(t==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,t.join(":"))}get mediaSeekableEnd(){var t;let[,i=this.mediaDuration]=(t=this.mediaSeekable)!=null?t:[];return i}get mediaSeekableStart(){var t;let[i=0]=(t=this.mediaSeekable)!=null?t:[];return i}get mediaPreviewImage(){return S(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(t){T(this,s.MEDIA_PREVIEW_IMAGE,t)}get mediaPreviewTime(){return w(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(t){D(this,s.MEDIA_PREVIEW_TIME,t)}get mediaEnded(){return g(this,s.MEDIA_ENDED)}set mediaEnded(t){_(this,s.MEDIA_ENDED,t)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var t;let i=this.mediaBuffered;if(!i.length)return;let a;if(this.mediaEnded)a=1;else{let o=this.mediaCurrentTime,[,l=this.mediaSeekableStart]=(t=i.find(([d,u])=>d<=o&&o<=u))!=null?t:[];a=fs(this,l)}let{style:r}=H(this.shadowRoot,"#buffered");r.setProperty("width",`${a*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;let i=H(this.shadowRoot,"#current-rail"),a=H(this.shadowRoot,'[part~="current-box"]'),r=vt(this,As,hn).call(this,$(this,gs)),o=vt(this,Ts,mn).call(this,r,this.range.valueAsNumber),l=vt(this,Ss,pn).call(this,r,this.range.valueAsNumber);i.style.transform=`translateX(${o})`,i.style.setProperty("--_range-width",`${r.range.width}`),a.style.setProperty("--_box-shift",`${l}`),a.style.setProperty("--_box-width",`${r.box.width}px`),a.style.setProperty("visibility","initial")}handleEvent(t){switch(super.handleEvent(t),t.type){case"input":vt(this,un,gu).call(this);break;case"pointermove":vt(this,dn,fu).call(this,t);break;case"pointerup":$(this,Si)&&Et(this,Si,!1);break;case"pointerdown":Et(this,Si,!0);break;case"pointerleave":vt(this,Ra,ks).call(this,null);break;case"transitionstart":it(t.target,this)&&setTimeout(()=>$(this,La).call(this),0);break}}};Ai=new WeakMap;_e=new WeakMap;_s=new WeakMap;wa=new WeakMap;bs=new WeakMap;gs=new WeakMap;Ca=new WeakMap;Da=new WeakMap;Ti=new WeakMap;Si=new WeakMap;La=new WeakMap;nn=new WeakSet;vu=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&nr(this)};ln=new WeakMap;As=new WeakSet;hn=function(e){var t;let a=((t=this.getAttribute("bounds")?Ct(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?t:this).getBoundingClientRect(),r=this.range.getBoundingClientRect(),o=e.offsetWidth,l=-(r.left-a.left-o/2),d=a.right-r.left-o/2;return{box:{width:o,min:l,max:d},bounds:a,range:r}};Ts=new WeakSet;mn=function(e,t){let i=`${t*100}%`,{width:a,min:r,max:o}=e.box;if(!a)return i;if(Number.isNaN(r)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${r}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(o)){let d=`calc(1 / var(--_range-width) * 100 * ${o}% - var(--media-box-padding-right))`;i=`min(${i}, ${d})`}return i};Ss=new WeakSet;pn=function(e,t){let{width:i,min:a,max:r}=e.box,o=t*e.range.width;if(o<a+$(this,Ca)){let l=e.range.left-e.bounds.left-$(this,Ca);return`${o-i/2+l}px`}if(o>r-$(this,Da)){let l=e.bounds.right-e.range.right-$(this,Da);return`${o+i/2-l-e.range.width}px`}return 0};dn=new WeakSet;fu=function(e){let t=[...$(this,_s)].some(y=>e.composedPath().includes(y));if(!this.dragging&&(t||!e.composedPath().includes(this))){vt(this,Ra,ks).call(this,null);return}let i=this.mediaSeekableEnd;if(!i)return;let a=H(this.shadowRoot,"#preview-rail"),r=H(this.shadowRoot,'[part~="preview-box"]'),o=vt(this,As,hn).call(this,$(this,bs)),l=(e.clientX-o.range.left)/o.range.width;l=Math.max(0,Math.min(1,l));let d=vt(this,Ts,mn).call(this,o,l),u=vt(this,Ss,pn).call(this,o,l);a.style.transform=`translateX(${d})`,a.style.setProperty("--_range-width",`${o.range.width}`),r.style.setProperty("--_box-shift",`${u}`),r.style.setProperty("--_box-width",`${o.box.width}px`);let A=Math.round($(this,wa))-Math.round(l*i);Math.abs(A)<1&&l>.01&&l<.99||(Et(this,wa,l*i),vt(this,Ra,ks).call(this,$(this,wa)))};Ra=new WeakSet;ks=function(e){this.dispatchEvent(new n.CustomEvent(h.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:e}))};un=new WeakSet;gu=function(){$(this,_e).stop();let e=_u(this);this.dispatchEvent(new n.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:e}))};xa.shadowRootOptions={mode:"open"};xa.getContainerTemplateHTML=Im;n.customElements.get("media-time-range")||n.customElements.define("media-time-range",xa);var ym=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},bu=(e,t,i)=>(ym(e,t,"read from private field"),i?i.call(e):t.get(e)),Mm=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Is,Lm=1,wm=e=>e.mediaMuted?0:e.mediaVolume,Cm=e=>`${Math.round(e*100)}%`,En=class extends Ut{constructor(){super(...arguments),Mm(this,Is,()=>{let t=this.range.value,i=new n.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:t});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME,s.MEDIA_MUTED,s.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",c("volume")),this.range.addEventListener("input",bu(this,Is))}disconnectedCallback(){this.range.removeEventListener("input",bu(this,Is)),super.disconnectedCallback()}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),(t===s.MEDIA_VOLUME||t===s.MEDIA_MUTED)&&(this.range.valueAsNumber=wm(this),this.range.setAttribute("aria-valuetext",Cm(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return w(this,s.MEDIA_VOLUME,Lm)}set mediaVolume(t){D(this,s.MEDIA_VOLUME,t)}get mediaMuted(){return g(this,s.MEDIA_MUTED)}set mediaMuted(t){_(this,s.MEDIA_MUTED,t)}get mediaVolumeUnavailable(){return S(this,s.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(t){T(this,s.MEDIA_VOLUME_UNAVAILABLE,t)}};Is=new WeakMap;n.customElements.get("media-volume-range")||n.customElements.define("media-volume-range",En);function Dm(e){return`
      <style>
        :host {
          min-width: 4ch;
          padding: var(--media-button-padding, var(--media-control-padding, 10px 5px));
          width: 100%;
          display: grid;
          grid-template-columns: 1fr auto;
          gap: 1rem;
          font-weight: var(--media-button-font-weight, normal);
        }

        #checked-indicator {
          display: none;
        }

        :host([${s.MEDIA_LOOP}]) #checked-indicator {
          display: block;
        }
      </style>
      
      <span id="icon">
     </span>

      <div id="checked-indicator">
        <svg aria-hidden="true" viewBox="0 1 24 24" part="checked-indicator indicator">
          <path d="m10 15.17 9.193-9.191 1.414 1.414-10.606 10.606-6.364-6.364 1.414-1.414 4.95 4.95Z"/>
        </svg>
      </div>
    `}function Rm(){return c("Loop")}var Oa=class extends x{constructor(){super(...arguments),this.container=null}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_LOOP]}connectedCallback(){var t;super.connectedCallback(),this.container=((t=this.shadowRoot)==null?void 0:t.querySelector("#icon"))||null,this.container&&(this.container.textContent=c("Loop"))}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_LOOP&&this.container&&this.setAttribute("aria-checked",this.mediaLoop?"true":"false")}get mediaLoop(){return g(this,s.MEDIA_LOOP)}set mediaLoop(t){_(this,s.MEDIA_LOOP,t)}handleClick(){let t=!this.mediaLoop,i=new n.CustomEvent(h.MEDIA_LOOP_REQUEST,{composed:!0,bubbles:!0,detail:t});this.dispatchEvent(i)}};Oa.getSlotTemplateHTML=Dm;Oa.getTooltipContentHTML=Rm;n.customElements.get("media-loop-button")||n.customElements.define("media-loop-button",Oa);function Au({anchor:e,floating:t,placement:i}){let a=xm({anchor:e,floating:t}),{x:r,y:o}=Um(a,i);return{x:r,y:o}}function xm({anchor:e,floating:t}){return{anchor:Om(e,t.offsetParent),floating:{x:0,y:0,width:t.offsetWidth,height:t.offsetHeight}}}function Om(e,t){var i;let a=e.getBoundingClientRect(),r=(i=t?.getBoundingClientRect())!=null?i:{x:0,y:0};return{x:a.x-r.x,y:a.y-r.y,width:a.width,height:a.height}}function Um({anchor:e,floating:t},i){let a=Pm(i)==="x"?"y":"x",r=a==="y"?"height":"width",o=Tu(i),l=e.x+e.width/2-t.width/2,d=e.y+e.height/2-t.height/2,u=e[r]/2-t[r]/2,A;switch(o){case"top":A={x:l,y:e.y-t.height};break;case"bottom":A={x:l,y:e.y+e.height};break;case"right":A={x:e.x+e.width,y:d};break;case"left":A={x:e.x-t.width,y:d};break;default:A={x:e.x,y:e.y}}switch(i.split("-")[1]){case"start":A[a]-=u;break;case"end":A[a]+=u;break}return A}function Tu(e){return e.split("-")[0]}function Pm(e){return["top","bottom"].includes(Tu(e))?"y":"x"}var be=class extends Event{constructor({action:t="auto",relatedTarget:i,...a}){super("invoke",a),this.action=t,this.relatedTarget=i}},ys=class extends Event{constructor({newState:t,oldState:i,...a}){super("toggle",a),this.newState=t,this.oldState=i}};var Mn=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},O=(e,t,i)=>(Mn(e,t,"read from private field"),i?i.call(e):t.get(e)),P=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},ft=(e,t,i,a)=>(Mn(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),N=(e,t,i)=>(Mn(e,t,"access private method"),i),Kt,Ae,re,Ms,Ua,$e,Fa,vn,Su,Cs,Ln,Ds,Ls,fn,gn,ku,_n,Iu,bn,yu,ki,Ii,yi,Ha,Rs,wn,An,Mu,Cn,Lu,Tn,wu,Dn,Cu,Sn,Du,kn,Ru,Pa,xs,In,xu,Na,Os,ws,yn;function Gt({type:e,text:t,value:i,checked:a}){let r=W.createElement("media-chrome-menu-item");r.type=e??"",r.part.add("menu-item"),e&&r.part.add(e),r.value=i,r.checked=a;let o=W.createElement("span");return o.textContent=t,r.append(o),r}function wt(e,t){let i=e.querySelector(`:scope > [slot="${t}"]`);if(i?.nodeName=="SLOT"&&(i=i.assignedElements({flatten:!0})[0]),i)return i=i.cloneNode(!0),i;let a=e.shadowRoot.querySelector(`[name="${t}"] > svg`);return a?a.cloneNode(!0):""}function Nm(e){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-menu-background, var(--media-control-background, var(--media-secondary-color, var(--_menu-bg))));
        border-radius: var(--media-menu-border-radius);
        border: var(--media-menu-border, none);
        display: var(--media-menu-display, inline-flex) !important;
        
        transition: var(--media-menu-transition-in,
          visibility 0s,
          opacity .2s ease-out,
          transform .15s ease-out,
          left .2s ease-in-out,
          min-width .2s ease-in-out,
          min-height .2s ease-in-out
        ) !important;
        
        visibility: var(--media-menu-visibility, visible);
        opacity: var(--media-menu-opacity, 1);
        max-height: var(--media-menu-max-height, var(--_menu-max-height, 300px));
        transform: var(--media-menu-transform-in, translateY(0) scale(1));
        flex-direction: column;
        
        min-height: 0;
        position: relative;
        bottom: var(--_menu-bottom);
        box-sizing: border-box;
      } 

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([hidden]) {
        transition: var(--media-menu-transition-out,
          visibility .15s ease-in,
          opacity .15s ease-in,
          transform .15s ease-in
        ) !important;
        visibility: var(--media-menu-hidden-visibility, hidden);
        opacity: var(--media-menu-hidden-opacity, 0);
        max-height: var(--media-menu-hidden-max-height,
          var(--media-menu-max-height, var(--_menu-max-height, 300px)));
        transform: var(--media-menu-transform-out, translateY(2px) scale(.99));
        pointer-events: none;
      }

      :host([slot="submenu"]) {
        background: none;
        width: 100%;
        min-height: 100%;
        position: absolute;
        bottom: 0;
        right: -100%;
      }

      #container {
        display: flex;
        flex-direction: column;
        min-height: 0;
        transition: transform .2s ease-out;
        transform: translate(0, 0);
      }

      #container.has-expanded {
        transition: transform .2s ease-in;
        transform: translate(-100%, 0);
      }

      button {
        background: none;
        color: inherit;
        border: none;
        padding: 0;
        font: inherit;
        outline: inherit;
        display: inline-flex;
        align-items: center;
      }

      slot[name="header"][hidden] {
        display: none;
      }

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .7em;
        border-bottom: 1px solid rgb(255 255 255 / .25);
        cursor: var(--media-cursor, default);
      }

      slot[name="header"] > button[part~="back"],
      slot[name="header"]::slotted(button[part~="back"]) {
        cursor: var(--media-cursor, pointer);
      }

      svg[part~="back"] {
        height: var(--media-menu-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
        margin-right: .5ch;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap);
        flex-direction: var(--media-menu-flex-direction, column);
        overflow: var(--media-menu-overflow, hidden auto);
        display: flex;
        min-height: 0;
      }

      :host([role="menu"]) slot:not([name]) {
        padding-block: .4em;
      }

      slot:not([name])::slotted([role="menu"]) {
        background: none;
      }

      media-chrome-menu-item > span {
        margin-right: .5ch;
        max-width: var(--media-menu-item-max-width);
        text-overflow: ellipsis;
        overflow: hidden;
      }
    </style>
    <style id="layout-row" media="width:0">

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .5em;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap, .25em);
        flex-direction: var(--media-menu-flex-direction, row);
        padding-inline: .5em;
      }

      media-chrome-menu-item {
        padding: .3em .5em;
      }

      media-chrome-menu-item[aria-checked="true"] {
        background: var(--media-menu-item-checked-background, rgb(255 255 255 / .2));
      }

      
      media-chrome-menu-item::part(checked-indicator) {
        display: var(--media-menu-item-checked-indicator-display, none);
      }
    </style>
    <div id="container" part="container">
      <slot name="header" hidden>
        <button part="back button" aria-label="Back to previous menu">
          <slot name="back-icon">
            <svg aria-hidden="true" viewBox="0 0 20 24" part="back indicator">
              <path d="m11.88 17.585.742-.669-4.2-4.665 4.2-4.666-.743-.669-4.803 5.335 4.803 5.334Z"/>
            </svg>
          </slot>
          <slot name="title"></slot>
        </button>
      </slot>
      <slot></slot>
    </div>
    <slot name="checked-indicator" hidden></slot>
  `}var We={STYLE:"style",HIDDEN:"hidden",DISABLED:"disabled",ANCHOR:"anchor"},q=class extends n.HTMLElement{constructor(){if(super(),P(this,vn),P(this,Cs),P(this,Ls),P(this,gn),P(this,_n),P(this,bn),P(this,yi),P(this,Rs),P(this,An),P(this,Cn),P(this,Tn),P(this,Dn),P(this,Sn),P(this,kn),P(this,Pa),P(this,In),P(this,Na),P(this,ws),P(this,Kt,null),P(this,Ae,null),P(this,re,null),P(this,Ms,new Set),P(this,Ua,void 0),P(this,$e,!1),P(this,Fa,null),P(this,Ds,()=>{let t=O(this,Ms),i=new Set(this.items);for(let a of t)i.has(a)||this.dispatchEvent(new CustomEvent("removemenuitem",{detail:a}));for(let a of i)t.has(a)||this.dispatchEvent(new CustomEvent("addmenuitem",{detail:a}));ft(this,Ms,i)}),P(this,ki,()=>{N(this,yi,Ha).call(this),N(this,Rs,wn).call(this,!1)}),P(this,Ii,()=>{N(this,yi,Ha).call(this)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}this.container=this.shadowRoot.querySelector("#container"),this.defaultSlot=this.shadowRoot.querySelector("slot:not([name])"),ft(this,Ua,new MutationObserver(O(this,Ds)))}static get observedAttributes(){return[We.DISABLED,We.HIDDEN,We.STYLE,We.ANCHOR,M.MEDIA_CONTROLLER]}static formatMenuItemText(t,i){return t}enable(){this.addEventListener("click",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this),this.addEventListener("invoke",this),this.addEventListener("toggle",this)}disable(){this.removeEventListener("click",this),this.removeEventListener("focusout",this),this.removeEventListener("keyup",this),this.removeEventListener("invoke",this),this.removeEventListener("toggle",this)}handleEvent(t){switch(t.type){case"slotchange":N(this,vn,Su).call(this,t);break;case"invoke":N(this,gn,ku).call(this,t);break;case"click":N(this,An,Mu).call(this,t);break;case"toggle":N(this,Tn,wu).call(this,t);break;case"focusout":N(this,Sn,Du).call(this,t);break;case"keydown":N(this,kn,Ru).call(this,t);break}}connectedCallback(){var t,i;O(this,Ua).observe(this.defaultSlot,{childList:!0}),ft(this,Fa,Qi(this.shadowRoot,":host")),N(this,Ls,fn).call(this),this.hasAttribute("disabled")||this.enable(),this.role||(this.role="menu"),ft(this,Kt,rr(this)),(i=(t=O(this,Kt))==null?void 0:t.associateElement)==null||i.call(t,this),this.hidden||(Jt(Ba(this),O(this,ki)),Jt(this,O(this,Ii))),N(this,Cs,Ln).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){var t,i;O(this,Ua).disconnect(),jt(Ba(this),O(this,ki)),jt(this,O(this,Ii)),this.disable(),(i=(t=O(this,Kt))==null?void 0:t.unassociateElement)==null||i.call(t,this),ft(this,Kt,null),ft(this,Ae,null),ft(this,re,null),this.shadowRoot.removeEventListener("slotchange",this)}attributeChangedCallback(t,i,a){var r,o,l,d;t===We.HIDDEN&&a!==i?(O(this,$e)||ft(this,$e,!0),this.hidden?N(this,bn,yu).call(this):N(this,_n,Iu).call(this),this.dispatchEvent(new ys({oldState:this.hidden?"open":"closed",newState:this.hidden?"closed":"open",bubbles:!0}))):t===M.MEDIA_CONTROLLER?(i&&((o=(r=O(this,Kt))==null?void 0:r.unassociateElement)==null||o.call(r,this),ft(this,Kt,null)),a&&this.isConnected&&(ft(this,Kt,rr(this)),(d=(l=O(this,Kt))==null?void 0:l.associateElement)==null||d.call(l,this))):t===We.DISABLED&&a!==i?a==null?this.enable():this.disable():t===We.STYLE&&a!==i&&N(this,Ls,fn).call(this)}formatMenuItemText(t,i){return this.constructor.formatMenuItemText(t,i)}get anchor(){return this.getAttribute("anchor")}set anchor(t){this.setAttribute("anchor",`${t}`)}get anchorElement(){var t;return this.anchor?(t=ye(this))==null?void 0:t.querySelector(`#${this.anchor}`):null}get items(){return this.defaultSlot.assignedElements({flatten:!0}).filter(Fm)}get radioGroupItems(){return this.items.filter(t=>t.role==="menuitemradio")}get checkedItems(){return this.items.filter(t=>t.checked)}get value(){var t,i;return(i=(t=this.checkedItems[0])==null?void 0:t.value)!=null?i:""}set value(t){let i=this.items.find(a=>a.value===t);i&&N(this,ws,yn).call(this,i)}focus(){if(ft(this,Ae,Yi()),this.items.length){N(this,Na,Os).call(this,this.items[0]),this.items[0].focus();return}let t=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');t?.focus()}handleSelect(t){var i;let a=N(this,Pa,xs).call(this,t);a&&(N(this,ws,yn).call(this,a,a.type==="checkbox"),O(this,re)&&!this.hidden&&((i=O(this,Ae))==null||i.focus(),this.hidden=!0))}get keysUsed(){return["Enter","Escape","Tab"," ","ArrowDown","ArrowUp","Home","End"]}handleMove(t){var i,a;let{key:r}=t,o=this.items,l=(a=(i=N(this,Pa,xs).call(this,t))!=null?i:N(this,In,xu).call(this))!=null?a:o[0],d=o.indexOf(l),u=Math.max(0,d);r==="ArrowDown"?u++:r==="ArrowUp"?u--:t.key==="Home"?u=0:t.key==="End"&&(u=o.length-1),u<0&&(u=o.length-1),u>o.length-1&&(u=0),N(this,Na,Os).call(this,o[u]),o[u].focus()}};Kt=new WeakMap;Ae=new WeakMap;re=new WeakMap;Ms=new WeakMap;Ua=new WeakMap;$e=new WeakMap;Fa=new WeakMap;vn=new WeakSet;Su=function(e){let t=e.target;for(let i of t.assignedNodes({flatten:!0}))i.nodeType===3&&i.textContent.trim()===""&&i.remove();["header","title"].includes(t.name)&&N(this,Cs,Ln).call(this),t.name||O(this,Ds).call(this)};Cs=new WeakSet;Ln=function(){let e=this.shadowRoot.querySelector('slot[name="header"]'),t=this.shadowRoot.querySelector('slot[name="title"]');e.hidden=t.assignedNodes().length===0&&e.assignedNodes().length===0};Ds=new WeakMap;Ls=new WeakSet;fn=function(){var e;let t=this.shadowRoot.querySelector("#layout-row"),i=(e=getComputedStyle(this).getPropertyValue("--media-menu-layout"))==null?void 0:e.trim();t.setAttribute("media",i==="row"?"":"width:0")};gn=new WeakSet;ku=function(e){ft(this,re,e.relatedTarget),it(this,e.relatedTarget)||(this.hidden=!this.hidden)};_n=new WeakSet;Iu=function(){var e;(e=O(this,re))==null||e.setAttribute("aria-expanded","true"),this.addEventListener("transitionend",()=>this.focus(),{once:!0}),Jt(Ba(this),O(this,ki)),Jt(this,O(this,Ii))};bn=new WeakSet;yu=function(){var e;(e=O(this,re))==null||e.setAttribute("aria-expanded","false"),jt(Ba(this),O(this,ki)),jt(this,O(this,Ii))};ki=new WeakMap;Ii=new WeakMap;yi=new WeakSet;Ha=function(e){if(this.hasAttribute("mediacontroller")&&!this.anchor||this.hidden||!this.anchorElement)return;let{x:t,y:i}=Au({anchor:this.anchorElement,floating:this,placement:"top-start"});e??(e=this.offsetWidth);let r=Ba(this).getBoundingClientRect(),o=r.width-t-e,l=r.height-i-this.offsetHeight,{style:d}=O(this,Fa);d.setProperty("position","absolute"),d.setProperty("right",`${Math.max(0,o)}px`),d.setProperty("--_menu-bottom",`${l}px`);let u=getComputedStyle(this),y=d.getPropertyValue("--_menu-bottom")===u.bottom?l:parseFloat(u.bottom),I=r.height-y-parseFloat(u.marginBottom);this.style.setProperty("--_menu-max-height",`${I}px`)};Rs=new WeakSet;wn=function(e){let t=this.querySelector('[role="menuitem"][aria-haspopup][aria-expanded="true"]'),i=t?.querySelector('[role="menu"]'),{style:a}=O(this,Fa);if(e||a.setProperty("--media-menu-transition-in","none"),i){let r=i.offsetHeight,o=Math.max(i.offsetWidth,t.offsetWidth);this.style.setProperty("min-width",`${o}px`),this.style.setProperty("min-height",`${r}px`),N(this,yi,Ha).call(this,o)}else this.style.removeProperty("min-width"),this.style.removeProperty("min-height"),N(this,yi,Ha).call(this);a.removeProperty("--media-menu-transition-in")};An=new WeakSet;Mu=function(e){var t;if(e.stopPropagation(),e.composedPath().includes(O(this,Cn,Lu))){(t=O(this,Ae))==null||t.focus(),this.hidden=!0;return}let i=N(this,Pa,xs).call(this,e);!i||i.hasAttribute("disabled")||(N(this,Na,Os).call(this,i),this.handleSelect(e))};Cn=new WeakSet;Lu=function(){var e;return(e=this.shadowRoot.querySelector('slot[name="header"]').assignedElements({flatten:!0}))==null?void 0:e.find(i=>i.matches('button[part~="back"]'))};Tn=new WeakSet;wu=function(e){if(e.target===this)return;N(this,Dn,Cu).call(this);let t=Array.from(this.querySelectorAll('[role="menuitem"][aria-haspopup]'));for(let i of t)i.invokeTargetElement!=e.target&&e.newState=="open"&&i.getAttribute("aria-expanded")=="true"&&!i.invokeTargetElement.hidden&&i.invokeTargetElement.dispatchEvent(new be({relatedTarget:i}));for(let i of t)i.setAttribute("aria-expanded",`${!i.submenuElement.hidden}`);N(this,Rs,wn).call(this,!0)};Dn=new WeakSet;Cu=function(){let t=this.querySelector('[role="menuitem"] > [role="menu"]:not([hidden])');this.container.classList.toggle("has-expanded",!!t)};Sn=new WeakSet;Du=function(e){var t;it(this,e.relatedTarget)||(O(this,$e)&&((t=O(this,Ae))==null||t.focus()),O(this,re)&&O(this,re)!==e.relatedTarget&&!this.hidden&&(this.hidden=!0))};kn=new WeakSet;Ru=function(e){var t,i,a,r,o;let{key:l,ctrlKey:d,altKey:u,metaKey:A}=e;if(!(d||u||A)&&this.keysUsed.includes(l))if(e.preventDefault(),e.stopPropagation(),l==="Tab"){if(O(this,$e)){this.hidden=!0;return}e.shiftKey?(i=(t=this.previousElementSibling)==null?void 0:t.focus)==null||i.call(t):(r=(a=this.nextElementSibling)==null?void 0:a.focus)==null||r.call(a),this.blur()}else l==="Escape"?((o=O(this,Ae))==null||o.focus(),O(this,$e)&&(this.hidden=!0)):l==="Enter"||l===" "?this.handleSelect(e):this.handleMove(e)};Pa=new WeakSet;xs=function(e){return e.composedPath().find(t=>["menuitemradio","menuitemcheckbox"].includes(t.role))};In=new WeakSet;xu=function(){return this.items.find(e=>e.tabIndex===0)};Na=new WeakSet;Os=function(e){for(let t of this.items)t.tabIndex=t===e?0:-1};ws=new WeakSet;yn=function(e,t){let i=[...this.checkedItems];e.type==="radio"&&this.radioGroupItems.forEach(a=>a.checked=!1),t?e.checked=!e.checked:e.checked=!0,this.checkedItems.some((a,r)=>a!=i[r])&&this.dispatchEvent(new Event("change",{bubbles:!0,composed:!0}))};q.shadowRootOptions={mode:"open"};q.getTemplateHTML=Nm;function Fm(e){return["menuitem","menuitemradio","menuitemcheckbox"].includes(e?.role)}function Ba(e){var t;return(t=e.getAttribute("bounds")?Ct(e,`#${e.getAttribute("bounds")}`):F(e)||e.parentElement)!=null?t:e}n.customElements.get("media-chrome-menu")||n.customElements.define("media-chrome-menu",q);var Nn=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},rt=(e,t,i)=>(Nn(e,t,"read from private field"),i?i.call(e):t.get(e)),se=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Rn=(e,t,i,a)=>(Nn(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Li=(e,t,i)=>(Nn(e,t,"access private method"),i),Us,$a,xn,Ou,Ns,Fn,Hn,Uu,qt,Mi,On,Ps,Un;function Hm(e){return`
    <style>
      :host {
        transition: var(--media-menu-item-transition,
          background .15s linear,
          opacity .2s ease-in-out
        );
        outline: var(--media-menu-item-outline, 0);
        outline-offset: var(--media-menu-item-outline-offset, -1px);
        cursor: var(--media-cursor, pointer);
        display: flex;
        align-items: center;
        align-self: stretch;
        justify-self: stretch;
        white-space: nowrap;
        white-space-collapse: collapse;
        text-wrap: nowrap;
        padding: .4em .8em .4em 1em;
      }

      :host(:focus-visible) {
        box-shadow: var(--media-menu-item-focus-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: var(--media-menu-item-hover-outline, 0);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host(:hover) {
        cursor: var(--media-cursor, pointer);
        background: var(--media-menu-item-hover-background, rgb(92 92 102 / .5));
        outline: var(--media-menu-item-hover-outline);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host([aria-checked="true"]) {
        background: var(--media-menu-item-checked-background);
      }

      :host([hidden]) {
        display: none;
      }

      :host([disabled]) {
        pointer-events: none;
        color: rgba(255, 255, 255, .3);
      }

      slot:not([name]) {
        width: 100%;
      }

      slot:not([name="submenu"]) {
        display: inline-flex;
        align-items: center;
        transition: inherit;
        opacity: var(--media-menu-item-opacity, 1);
      }

      slot[name="description"] {
        justify-content: end;
      }

      slot[name="description"] > span {
        display: inline-block;
        margin-inline: 1em .2em;
        max-width: var(--media-menu-item-description-max-width, 100px);
        text-overflow: ellipsis;
        overflow: hidden;
        font-size: .8em;
        font-weight: 400;
        text-align: right;
        position: relative;
        top: .04em;
      }

      slot[name="checked-indicator"] {
        display: none;
      }

      :host(:is([role="menuitemradio"],[role="menuitemcheckbox"])) slot[name="checked-indicator"] {
        display: var(--media-menu-item-checked-indicator-display, inline-block);
      }

      
      svg, img, ::slotted(svg), ::slotted(img) {
        height: var(--media-menu-item-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
      }

      
      [part~="indicator"],
      ::slotted([part~="indicator"]) {
        fill: var(--media-menu-item-indicator-fill,
          var(--media-icon-color, var(--media-primary-color, rgb(238 238 238))));
        height: var(--media-menu-item-indicator-height, 1.25em);
        margin-right: .5ch;
      }

      [part~="checked-indicator"] {
        visibility: hidden;
      }

      :host([aria-checked="true"]) [part~="checked-indicator"] {
        visibility: visible;
      }
    </style>
    <slot name="checked-indicator">
      <svg aria-hidden="true" viewBox="0 1 24 24" part="checked-indicator indicator">
        <path d="m10 15.17 9.193-9.191 1.414 1.414-10.606 10.606-6.364-6.364 1.414-1.414 4.95 4.95Z"/>
      </svg>
    </slot>
    <slot name="prefix"></slot>
    <slot></slot>
    <slot name="description"></slot>
    <slot name="suffix">
      ${this.getSuffixSlotInnerHTML(e)}
    </slot>
    <slot name="submenu"></slot>
  `}function Bm(e){return""}var gt={TYPE:"type",VALUE:"value",CHECKED:"checked",DISABLED:"disabled"},pt=class extends n.HTMLElement{constructor(){if(super(),se(this,xn),se(this,Ns),se(this,Hn),se(this,Ps),se(this,Us,!1),se(this,$a,void 0),se(this,qt,()=>{var t,i;this.submenuElement.items&&this.setAttribute("submenusize",`${this.submenuElement.items.length}`);let a=this.shadowRoot.querySelector('slot[name="description"]'),r=(t=this.submenuElement.checkedItems)==null?void 0:t[0],o=(i=r?.dataset.description)!=null?i:r?.text,l=W.createElement("span");l.textContent=o??"",a.replaceChildren(l)}),se(this,Mi,t=>{let{key:i}=t;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",rt(this,Mi));return}this.handleClick(t)}),se(this,On,t=>{let{metaKey:i,altKey:a,key:r}=t;if(i||a||!this.keysUsed.includes(r)){this.removeEventListener("keyup",rt(this,Mi));return}this.addEventListener("keyup",rt(this,Mi),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let t=B(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t)}}static get observedAttributes(){return[gt.TYPE,gt.DISABLED,gt.CHECKED,gt.VALUE]}enable(){this.hasAttribute("tabindex")||this.setAttribute("tabindex","-1"),Wa(this)&&!this.hasAttribute("aria-checked")&&this.setAttribute("aria-checked","false"),this.addEventListener("click",this),this.addEventListener("keydown",this)}disable(){this.removeAttribute("tabindex"),this.removeEventListener("click",this),this.removeEventListener("keydown",this),this.removeEventListener("keyup",this)}handleEvent(t){switch(t.type){case"slotchange":Li(this,xn,Ou).call(this,t);break;case"click":this.handleClick(t);break;case"keydown":rt(this,On).call(this,t);break;case"keyup":rt(this,Mi).call(this,t);break}}attributeChangedCallback(t,i,a){t===gt.CHECKED&&Wa(this)&&!rt(this,Us)?this.setAttribute("aria-checked",a!=null?"true":"false"):t===gt.TYPE&&a!==i?this.role="menuitem"+a:t===gt.DISABLED&&a!==i&&(a==null?this.enable():this.disable())}connectedCallback(){this.hasAttribute(gt.DISABLED)||this.enable(),this.role="menuitem"+this.type,Rn(this,$a,Pn(this,this.parentNode)),Li(this,Ps,Un).call(this),this.submenuElement&&Li(this,Ns,Fn).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){this.disable(),Li(this,Ps,Un).call(this),Rn(this,$a,null),this.shadowRoot.removeEventListener("slotchange",this)}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(t){this.setAttribute("invoketarget",`${t}`)}get invokeTargetElement(){var t;return this.invokeTarget?(t=ye(this))==null?void 0:t.querySelector(`#${this.invokeTarget}`):this.submenuElement}get submenuElement(){return this.shadowRoot.querySelector('slot[name="submenu"]').assignedElements({flatten:!0})[0]}get type(){var t;return(t=this.getAttribute(gt.TYPE))!=null?t:""}set type(t){this.setAttribute(gt.TYPE,`${t}`)}get value(){var t;return(t=this.getAttribute(gt.VALUE))!=null?t:this.text}set value(t){this.setAttribute(gt.VALUE,t)}get text(){var t;return((t=this.textContent)!=null?t:"").trim()}get checked(){if(Wa(this))return this.getAttribute("aria-checked")==="true"}set checked(t){Wa(this)&&(Rn(this,Us,!0),this.setAttribute("aria-checked",t?"true":"false"),t?this.part.add("checked"):this.part.remove("checked"))}handleClick(t){Wa(this)||this.invokeTargetElement&&it(this,t.target)&&this.invokeTargetElement.dispatchEvent(new be({relatedTarget:this}))}get keysUsed(){return["Enter"," "]}};Us=new WeakMap;$a=new WeakMap;xn=new WeakSet;Ou=function(e){let t=e.target;if(!t?.name)for(let a of t.assignedNodes({flatten:!0}))a instanceof Text&&a.textContent.trim()===""&&a.remove();t.name==="submenu"&&(this.submenuElement?Li(this,Ns,Fn).call(this):Li(this,Hn,Uu).call(this))};Ns=new WeakSet;Fn=async function(){this.setAttribute("aria-haspopup","menu"),this.setAttribute("aria-expanded",`${!this.submenuElement.hidden}`),this.submenuElement.addEventListener("change",rt(this,qt)),this.submenuElement.addEventListener("addmenuitem",rt(this,qt)),this.submenuElement.addEventListener("removemenuitem",rt(this,qt)),rt(this,qt).call(this)};Hn=new WeakSet;Uu=function(){this.removeAttribute("aria-haspopup"),this.removeAttribute("aria-expanded"),this.submenuElement.removeEventListener("change",rt(this,qt)),this.submenuElement.removeEventListener("addmenuitem",rt(this,qt)),this.submenuElement.removeEventListener("removemenuitem",rt(this,qt)),rt(this,qt).call(this)};qt=new WeakMap;Mi=new WeakMap;On=new WeakMap;Ps=new WeakSet;Un=function(){var e;let t=(e=rt(this,$a))==null?void 0:e.radioGroupItems;if(!t)return;let i=t.filter(a=>a.getAttribute("aria-checked")==="true").pop();i||(i=t[0]);for(let a of t)a.setAttribute("aria-checked","false");i?.setAttribute("aria-checked","true")};pt.shadowRootOptions={mode:"open"};pt.getTemplateHTML=Hm;pt.getSuffixSlotInnerHTML=Bm;function Wa(e){return e.type==="radio"||e.type==="checkbox"}function Pn(e,t){if(!e)return null;let{host:i}=e.getRootNode();return!t&&i?Pn(e,i):t?.items?t:Pn(t,t?.parentNode)}n.customElements.get("media-chrome-menu-item")||n.customElements.define("media-chrome-menu-item",pt);function Wm(e){return`
    ${q.getTemplateHTML(e)}
    <style>
      :host {
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-settings-menu-background,
            var(--media-menu-background,
              var(--media-control-background,
                var(--media-secondary-color, var(--_menu-bg)))));
        min-width: var(--media-settings-menu-min-width, 170px);
        border-radius: 2px 2px 0 0;
        overflow: hidden;
      }

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([role="menu"]) {
        
        justify-content: end;
      }

      slot:not([name]) {
        justify-content: var(--media-settings-menu-justify-content);
        flex-direction: var(--media-settings-menu-flex-direction, column);
        overflow: visible;
      }

      #container.has-expanded {
        --media-settings-menu-item-opacity: 0;
      }
    </style>
  `}var Va=class extends q{get anchorElement(){return this.anchor!=="auto"?super.anchorElement:F(this).querySelector("media-settings-menu-button")}};Va.getTemplateHTML=Wm;n.customElements.get("media-settings-menu")||n.customElements.define("media-settings-menu",Va);function $m(e){return`
    ${pt.getTemplateHTML.call(this,e)}
    <style>
      slot:not([name="submenu"]) {
        opacity: var(--media-settings-menu-item-opacity, var(--media-menu-item-opacity));
      }

      :host([aria-expanded="true"]:hover) {
        background: transparent;
      }
    </style>
  `}function Vm(e){return`
    <svg aria-hidden="true" viewBox="0 0 20 24">
      <path d="m8.12 17.585-.742-.669 4.2-4.665-4.2-4.666.743-.669 4.803 5.335-4.803 5.334Z"/>
    </svg>
  `}var Ve=class extends pt{};Ve.shadowRootOptions={mode:"open"};Ve.getTemplateHTML=$m;Ve.getSuffixSlotInnerHTML=Vm;n.customElements.get("media-settings-menu-item")||n.customElements.define("media-settings-menu-item",Ve);var lt=class extends x{connectedCallback(){super.connectedCallback(),this.invokeTargetElement&&this.setAttribute("aria-haspopup","menu")}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(t){this.setAttribute("invoketarget",`${t}`)}get invokeTargetElement(){var t;return this.invokeTarget?(t=ye(this))==null?void 0:t.querySelector(`#${this.invokeTarget}`):null}handleClick(){var t;(t=this.invokeTargetElement)==null||t.dispatchEvent(new be({relatedTarget:this}))}};n.customElements.get("media-chrome-menu-button")||n.customElements.define("media-chrome-menu-button",lt);function Km(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">
      <svg aria-hidden="true" viewBox="0 0 24 24">
        <path d="M4.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"/>
      </svg>
    </slot>
  `}function Gm(){return c("Settings")}var wi=class extends lt{static get observedAttributes(){return[...super.observedAttributes,"target"]}connectedCallback(){super.connectedCallback(),this.setAttribute("aria-label",c("settings"))}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:F(this).querySelector("media-settings-menu")}};wi.getSlotTemplateHTML=Km;wi.getTooltipContentHTML=Gm;n.customElements.get("media-settings-menu-button")||n.customElements.define("media-settings-menu-button",wi);var Vn=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},Pu=(e,t,i)=>(Vn(e,t,"read from private field"),i?i.call(e):t.get(e)),Fs=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Bn=(e,t,i,a)=>(Vn(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Hs=(e,t,i)=>(Vn(e,t,"access private method"),i),Ka,$s,Bs,Wn,Ws,$n,Vs=class extends q{constructor(){super(...arguments),Fs(this,Bs),Fs(this,Ws),Fs(this,Ka,[]),Fs(this,$s,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_AUDIO_TRACK_ENABLED,s.MEDIA_AUDIO_TRACK_UNAVAILABLE]}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_AUDIO_TRACK_ENABLED&&i!==a?this.value=a:t===s.MEDIA_AUDIO_TRACK_LIST&&i!==a&&(Bn(this,Ka,Ul(a??"")),Hs(this,Bs,Wn).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Hs(this,Ws,$n))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Hs(this,Ws,$n))}get anchorElement(){var t;return this.anchor!=="auto"?super.anchorElement:(t=F(this))==null?void 0:t.querySelector("media-audio-track-menu-button")}get mediaAudioTrackList(){return Pu(this,Ka)}set mediaAudioTrackList(t){Bn(this,Ka,t),Hs(this,Bs,Wn).call(this)}get mediaAudioTrackEnabled(){var t;return(t=S(this,s.MEDIA_AUDIO_TRACK_ENABLED))!=null?t:""}set mediaAudioTrackEnabled(t){T(this,s.MEDIA_AUDIO_TRACK_ENABLED,t)}};Ka=new WeakMap;$s=new WeakMap;Bs=new WeakSet;Wn=function(){if(Pu(this,$s)===JSON.stringify(this.mediaAudioTrackList))return;Bn(this,$s,JSON.stringify(this.mediaAudioTrackList));let e=this.mediaAudioTrackList;this.defaultSlot.textContent="",e.sort((t,i)=>t.id.localeCompare(i.id,void 0,{numeric:!0}));for(let t of e){let i=this.formatMenuItemText(t.label,t),a=Gt({type:"radio",text:i,value:`${t.id}`,checked:t.enabled});a.prepend(wt(this,"checked-indicator")),this.defaultSlot.append(a)}};Ws=new WeakSet;$n=function(){if(this.value==null)return;let e=new n.CustomEvent(h.MEDIA_AUDIO_TRACK_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(e)};n.customElements.get("media-audio-track-menu")||n.customElements.define("media-audio-track-menu",Vs);var qm=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M11 17H9.5V7H11v10Zm-3-3H6.5v-4H8v4Zm6-5h-1.5v6H14V9Zm3 7h-1.5V8H17v8Z"/>
  <path d="M22 12c0 5.523-4.477 10-10 10S2 17.523 2 12 6.477 2 12 2s10 4.477 10 10Zm-2 0a8 8 0 1 0-16 0 8 8 0 0 0 16 0Z"/>
</svg>`;function Ym(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">${qm}</slot>
  `}function Qm(){return c("Audio")}var Nu=e=>{let t=c("Audio");e.setAttribute("aria-label",t)},Ci=class extends lt{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_AUDIO_TRACK_ENABLED,s.MEDIA_AUDIO_TRACK_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Nu(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_LANG&&Nu(this)}get invokeTargetElement(){var t;return this.invokeTarget!=null?super.invokeTargetElement:(t=F(this))==null?void 0:t.querySelector("media-audio-track-menu")}get mediaAudioTrackEnabled(){var t;return(t=S(this,s.MEDIA_AUDIO_TRACK_ENABLED))!=null?t:""}set mediaAudioTrackEnabled(t){T(this,s.MEDIA_AUDIO_TRACK_ENABLED,t)}};Ci.getSlotTemplateHTML=Ym;Ci.getTooltipContentHTML=Qm;n.customElements.get("media-audio-track-menu-button")||n.customElements.define("media-audio-track-menu-button",Ci);var Yn=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},zm=(e,t,i)=>(Yn(e,t,"read from private field"),i?i.call(e):t.get(e)),Kn=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Zm=(e,t,i,a)=>(Yn(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Ks=(e,t,i)=>(Yn(e,t,"access private method"),i),Ys,Gs,Gn,qs,qn,Xm=`
  <svg aria-hidden="true" viewBox="0 0 26 24" part="captions-indicator indicator">
    <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
  </svg>`;function Jm(e){return`
    ${q.getTemplateHTML(e)}
    <slot name="captions-indicator" hidden>${Xm}</slot>
  `}var Ga=class extends q{constructor(){super(...arguments),Kn(this,Gs),Kn(this,qs),Kn(this,Ys,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_SUBTITLES_LIST&&i!==a?Ks(this,Gs,Gn).call(this):t===s.MEDIA_SUBTITLES_SHOWING&&i!==a&&(this.value=a||"",Ks(this,Gs,Gn).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Ks(this,qs,qn))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Ks(this,qs,qn))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:F(this).querySelector("media-captions-menu-button")}get mediaSubtitlesList(){return Fu(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(t){Hu(this,s.MEDIA_SUBTITLES_LIST,t)}get mediaSubtitlesShowing(){return Fu(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(t){Hu(this,s.MEDIA_SUBTITLES_SHOWING,t)}};Ys=new WeakMap;Gs=new WeakSet;Gn=function(){var e;let t=zm(this,Ys)!==JSON.stringify(this.mediaSubtitlesList),i=this.value!==this.getAttribute(s.MEDIA_SUBTITLES_SHOWING);if(!t&&!i)return;Zm(this,Ys,JSON.stringify(this.mediaSubtitlesList)),this.defaultSlot.textContent="";let a=!this.value,r=Gt({type:"radio",text:this.formatMenuItemText(c("Off")),value:"off",checked:a});r.prepend(wt(this,"checked-indicator")),this.defaultSlot.append(r);let o=this.mediaSubtitlesList;for(let l of o){let d=Gt({type:"radio",text:this.formatMenuItemText(l.label,l),value:Ar(l),checked:this.value==Ar(l)});d.prepend(wt(this,"checked-indicator")),((e=l.kind)!=null?e:"subs")==="captions"&&d.append(wt(this,"captions-indicator")),this.defaultSlot.append(d)}};qs=new WeakSet;qn=function(){let e=this.mediaSubtitlesShowing,t=this.getAttribute(s.MEDIA_SUBTITLES_SHOWING),i=this.value!==t;if(e?.length&&i&&this.dispatchEvent(new n.CustomEvent(h.MEDIA_DISABLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:e})),!this.value||!i)return;let a=new n.CustomEvent(h.MEDIA_SHOW_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(a)};Ga.getTemplateHTML=Jm;var Fu=(e,t)=>{let i=e.getAttribute(t);return i?Re(i):[]},Hu=(e,t,i)=>{if(!i?.length){e.removeAttribute(t);return}let a=ie(i);e.getAttribute(t)!==a&&e.setAttribute(t,a)};n.customElements.get("media-captions-menu")||n.customElements.define("media-captions-menu",Ga);var jm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,tp=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function ep(){return`
    <style>
      :host([data-captions-enabled="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([data-captions-enabled="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${jm}</slot>
      <slot name="off">${tp}</slot>
    </slot>
  `}function ip(){return c("Captions")}var Bu=e=>{e.setAttribute("data-captions-enabled",Tr(e).toString())},Wu=e=>{e.setAttribute("aria-label",c("closed captions"))},Di=class extends lt{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING,s.MEDIA_LANG]}connectedCallback(){super.connectedCallback(),Wu(this),Bu(this)}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_SUBTITLES_SHOWING?Bu(this):t===s.MEDIA_LANG&&Wu(this)}get invokeTargetElement(){var t;return this.invokeTarget!=null?super.invokeTargetElement:(t=F(this))==null?void 0:t.querySelector("media-captions-menu")}get mediaSubtitlesList(){return $u(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(t){Vu(this,s.MEDIA_SUBTITLES_LIST,t)}get mediaSubtitlesShowing(){return $u(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(t){Vu(this,s.MEDIA_SUBTITLES_SHOWING,t)}};Di.getSlotTemplateHTML=ep;Di.getTooltipContentHTML=ip;var $u=(e,t)=>{let i=e.getAttribute(t);return i?Re(i):[]},Vu=(e,t,i)=>{if(!i?.length){e.removeAttribute(t);return}let a=ie(i);e.getAttribute(t)!==a&&e.setAttribute(t,a)};n.customElements.get("media-captions-menu-button")||n.customElements.define("media-captions-menu-button",Di);var Ku=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},xi=(e,t,i)=>(Ku(e,t,"read from private field"),i?i.call(e):t.get(e)),Qn=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Ri=(e,t,i)=>(Ku(e,t,"access private method"),i),Te,Oi,qa,Qs,Zn,zn={RATES:"rates"},zs=class extends q{constructor(){super(),Qn(this,Oi),Qn(this,Qs),Qn(this,Te,new ce(this,zn.RATES,{defaultValue:zo})),Ri(this,Oi,qa).call(this)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,zn.RATES]}attributeChangedCallback(t,i,a){super.attributeChangedCallback(t,i,a),t===s.MEDIA_PLAYBACK_RATE&&i!=a?(this.value=a,Ri(this,Oi,qa).call(this)):t===zn.RATES&&i!=a&&(xi(this,Te).value=a,Ri(this,Oi,qa).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Ri(this,Qs,Zn))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Ri(this,Qs,Zn))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:F(this).querySelector("media-playback-rate-menu-button")}get rates(){return xi(this,Te)}set rates(t){t?Array.isArray(t)?xi(this,Te).value=t.join(" "):typeof t=="string"&&(xi(this,Te).value=t):xi(this,Te).value="",Ri(this,Oi,qa).call(this)}get mediaPlaybackRate(){return w(this,s.MEDIA_PLAYBACK_RATE,Fe)}set mediaPlaybackRate(t){D(this,s.MEDIA_PLAYBACK_RATE,t)}};Te=new WeakMap;Oi=new WeakSet;qa=function(){this.defaultSlot.textContent="";let e=Ht(this.mediaPlaybackRate),t=new Set(Array.from(xi(this,Te)).map(a=>Ht(Number(a))));e>0&&!t.has(e)&&t.add(e);let i=Array.from(t).sort((a,r)=>a-r);for(let a of i){let r=Gt({type:"radio",text:this.formatMenuItemText(`${a}x`,a),value:a.toString(),checked:e===a});r.prepend(wt(this,"checked-indicator")),this.defaultSlot.append(r)}};Qs=new WeakSet;Zn=function(){if(!this.value)return;let e=new n.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(e)};n.customElements.get("media-playback-rate-menu")||n.customElements.define("media-playback-rate-menu",zs);var Zs=1;function ap(e){return`
    <style>
      :host {
        min-width: 5ch;
        padding: var(--media-button-padding, var(--media-control-padding, 10px 5px));
      }

      :host([aria-expanded="true"]) slot {
        display: block;
      }

      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">${e.mediaplaybackrate?Ht(+e.mediaplaybackrate):Zs}x</slot>
  `}function rp(){return c("Playback rate")}var Ui=class extends lt{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE]}constructor(){var t;super(),this.container=this.shadowRoot.querySelector('slot[name="icon"]'),this.container.innerHTML=`${Ht((t=this.mediaPlaybackRate)!=null?t:Zs)}x`}attributeChangedCallback(t,i,a){if(super.attributeChangedCallback(t,i,a),t===s.MEDIA_PLAYBACK_RATE){let r=a?+a:Number.NaN,o=Ht(Number.isNaN(r)?Zs:r);this.container.innerHTML=`${o}x`,this.setAttribute("aria-label",c("Playback rate {playbackRate}",{playbackRate:o}))}}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:F(this).querySelector("media-playback-rate-menu")}get mediaPlaybackRate(){return w(this,s.MEDIA_PLAYBACK_RATE,Zs)}set mediaPlaybackRate(t){D(this,s.MEDIA_PLAYBACK_RATE,t)}};Ui.getSlotTemplateHTML=ap;Ui.getTooltipContentHTML=rp;n.customElements.get("media-playback-rate-menu-button")||n.customElements.define("media-playback-rate-menu-button",Ui);var Jn=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},oe=(e,t,i)=>(Jn(e,t,"read from private field"),i?i.call(e):t.get(e)),Xs=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},Gu=(e,t,i,a)=>(Jn(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),Pi=(e,t,i)=>(Jn(e,t,"access private method"),i),Ya,Yt,Ni,Qa,Js,Xn,js=class extends q{constructor(){super(...arguments),Xs(this,Ni),Xs(this,Js),Xs(this,Ya,[]),Xs(this,Yt,{})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_RENDITION_LIST,s.MEDIA_RENDITION_SELECTED,s.MEDIA_RENDITION_UNAVAILABLE,s.MEDIA_HEIGHT,s.MEDIA_WIDTH]}static formatMenuItemText(t,i){return super.formatMenuItemText(t,i)}static formatRendition(t,{showBitrate:i=!1}={}){let a=`${Math.min(t.width,t.height)}p`;if(i&&t.bitrate){let r=t.bitrate/1e6,o=`${r.toFixed(r<1?1:0)} Mbps`;return`${a} (${o})`}return this.formatMenuItemText(a,t)}static compareRendition(t,i){var a,r;return i.height===t.height?((a=i.bitrate)!=null?a:0)-((r=t.bitrate)!=null?r:0):i.height-t.height}attributeChangedCallback(t,i,a){if(super.attributeChangedCallback(t,i,a),i!==a)switch(t){case s.MEDIA_RENDITION_SELECTED:this.value=a??"auto",Pi(this,Ni,Qa).call(this);break;case s.MEDIA_RENDITION_LIST:Gu(this,Ya,xl(a)),Pi(this,Ni,Qa).call(this);break;case s.MEDIA_HEIGHT:case s.MEDIA_WIDTH:Pi(this,Ni,Qa).call(this);break}}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Pi(this,Js,Xn))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Pi(this,Js,Xn))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:F(this).querySelector("media-rendition-menu-button")}get mediaRenditionList(){return oe(this,Ya)}set mediaRenditionList(t){Gu(this,Ya,t),Pi(this,Ni,Qa).call(this)}get mediaRenditionSelected(){return S(this,s.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(t){T(this,s.MEDIA_RENDITION_SELECTED,t)}get mediaHeight(){return w(this,s.MEDIA_HEIGHT)}set mediaHeight(t){D(this,s.MEDIA_HEIGHT,t)}get mediaWidth(){return w(this,s.MEDIA_WIDTH)}set mediaWidth(t){D(this,s.MEDIA_WIDTH,t)}compareRendition(t,i){return this.constructor.compareRendition(t,i)}formatMenuItemText(t,i){return this.constructor.formatMenuItemText(t,i)}formatRendition(t,i){return this.constructor.formatRendition(t,i)}showRenditionBitrate(t){return this.mediaRenditionList.some(i=>i!==t&&i.height===t.height&&i.bitrate!==t.bitrate)}};Ya=new WeakMap;Yt=new WeakMap;Ni=new WeakSet;Qa=function(){let e=!this.mediaRenditionSelected;if(oe(this,Yt).mediaRenditionList===JSON.stringify(this.mediaRenditionList)&&oe(this,Yt).mediaHeight===this.mediaHeight&&oe(this,Yt).mediaWidth===this.mediaWidth&&oe(this,Yt).isAuto===e)return;oe(this,Yt).mediaRenditionList=JSON.stringify(this.mediaRenditionList),oe(this,Yt).mediaHeight=this.mediaHeight,oe(this,Yt).mediaWidth=this.mediaWidth,oe(this,Yt).isAuto=e;let t=this.mediaRenditionList.sort(this.compareRendition.bind(this)),i=t.find(l=>l.id===this.mediaRenditionSelected);for(let l of t)l.selected=l===i;this.defaultSlot.textContent="";for(let l of t){let d=this.formatRendition(l,{showBitrate:this.showRenditionBitrate(l)}),u=Gt({type:"radio",text:d,value:`${l.id}`,checked:l.selected&&!e});u.prepend(wt(this,"checked-indicator")),this.defaultSlot.append(u)}let a=i&&this.showRenditionBitrate(i),r;e&&(i?r=this.formatMenuItemText(`${c("Auto")} \u2022 ${this.formatRendition(i,{showBitrate:a})}`,i):this.mediaHeight>0&&this.mediaWidth>0&&(r=this.formatMenuItemText(`${c("Auto")} (${Math.min(this.mediaWidth,this.mediaHeight)}p)`))),r||(r=this.formatMenuItemText(c("Auto")));let o=Gt({type:"radio",text:r,value:"auto",checked:e});o.dataset.description=r,o.prepend(wt(this,"checked-indicator")),this.defaultSlot.append(o)};Js=new WeakSet;Xn=function(){if(this.value==null)return;let e=new n.CustomEvent(h.MEDIA_RENDITION_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(e)};n.customElements.get("media-rendition-menu")||n.customElements.define("media-rendition-menu",js);var sp=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M13.5 2.5h2v6h-2v-2h-11v-2h11v-2Zm4 2h4v2h-4v-2Zm-12 4h2v6h-2v-2h-3v-2h3v-2Zm4 2h12v2h-12v-2Zm1 4h2v6h-2v-2h-8v-2h8v-2Zm4 2h7v2h-7v-2Z" />
</svg>`;function op(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">${sp}</slot>
  `}function np(){return c("Quality")}var Fi=class extends lt{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_RENDITION_SELECTED,s.MEDIA_RENDITION_UNAVAILABLE,s.MEDIA_HEIGHT]}connectedCallback(){super.connectedCallback(),this.setAttribute("aria-label",c("quality"))}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:F(this).querySelector("media-rendition-menu")}get mediaRenditionSelected(){return S(this,s.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(t){T(this,s.MEDIA_RENDITION_SELECTED,t)}get mediaHeight(){return w(this,s.MEDIA_HEIGHT)}set mediaHeight(t){D(this,s.MEDIA_HEIGHT,t)}};Fi.getSlotTemplateHTML=op;Fi.getTooltipContentHTML=np;n.customElements.get("media-rendition-menu-button")||n.customElements.define("media-rendition-menu-button",Fi);var el=(e,t,i)=>{if(!t.has(e))throw TypeError("Cannot "+i)},zt=(e,t,i)=>(el(e,t,"read from private field"),i?i.call(e):t.get(e)),Qt=(e,t,i)=>{if(t.has(e))throw TypeError("Cannot add the same private member more than once");t instanceof WeakSet?t.add(e):t.set(e,i)},qu=(e,t,i,a)=>(el(e,t,"write to private field"),a?a.call(e,i):t.set(e,i),i),_t=(e,t,i)=>(el(e,t,"access private method"),i),Bi,za,so,Ke,Hi,il,Yu,to,jn,eo,tl,Qu,ao,ro,io;function lp(e){return`
      ${q.getTemplateHTML(e)}
      <style>
        :host {
          --_menu-bg: rgb(20 20 30 / .8);
          background: var(--media-settings-menu-background,
            var(--media-menu-background,
              var(--media-control-background,
                var(--media-secondary-color, var(--_menu-bg)))));
          min-width: var(--media-settings-menu-min-width, 170px);
          border-radius: 2px;
          overflow: hidden;
        }
      </style>
    `}var Za=class extends q{constructor(){super(),Qt(this,za),Qt(this,Ke),Qt(this,il),Qt(this,to),Qt(this,tl),Qt(this,Bi,!1),Qt(this,eo,t=>{let i=t.target,a=i?.nodeName==="VIDEO",r=_t(this,to,jn).call(this,i);(a||r)&&(zt(this,Bi)?_t(this,Ke,Hi).call(this):_t(this,tl,Qu).call(this,t))}),Qt(this,ao,t=>{let i=t.target,a=this.contains(i),r=t.button===2,o=i?.nodeName==="VIDEO",l=_t(this,to,jn).call(this,i);a||r&&(o||l)||_t(this,Ke,Hi).call(this)}),Qt(this,ro,t=>{t.key==="Escape"&&_t(this,Ke,Hi).call(this)}),Qt(this,io,t=>{var i,a;let r=t.target;if((i=r.matches)!=null&&i.call(r,'button[invoke="copy"]')){let o=(a=r.closest("media-context-menu-item"))==null?void 0:a.querySelector('input[slot="copy"]');o&&navigator.clipboard.writeText(o.value)}_t(this,Ke,Hi).call(this)}),this.setAttribute("noautohide",""),_t(this,za,so).call(this)}connectedCallback(){super.connectedCallback(),F(this).addEventListener("contextmenu",zt(this,eo)),this.addEventListener("click",zt(this,io))}disconnectedCallback(){super.disconnectedCallback(),F(this).removeEventListener("contextmenu",zt(this,eo)),this.removeEventListener("click",zt(this,io)),document.removeEventListener("mousedown",zt(this,ao)),document.removeEventListener("keydown",zt(this,ro))}};Bi=new WeakMap;za=new WeakSet;so=function(){this.hidden=!zt(this,Bi)};Ke=new WeakSet;Hi=function(){qu(this,Bi,!1),_t(this,za,so).call(this)};il=new WeakSet;Yu=function(){document.querySelectorAll("media-context-menu").forEach(t=>{var i;t!==this&&_t(i=t,Ke,Hi).call(i)})};to=new WeakSet;jn=function(e){return e?e.hasAttribute("slot")&&e.getAttribute("slot")==="media"?!0:e.nodeName.includes("-")&&e.tagName.includes("-")?e.hasAttribute("src")||e.hasAttribute("poster")||e.hasAttribute("preload")||e.hasAttribute("playsinline"):!1:!1};eo=new WeakMap;tl=new WeakSet;Qu=function(e){e.preventDefault(),_t(this,il,Yu).call(this),qu(this,Bi,!0),this.style.position="fixed",this.style.left=`${e.clientX}px`,this.style.top=`${e.clientY}px`,_t(this,za,so).call(this),document.addEventListener("mousedown",zt(this,ao),{once:!0}),document.addEventListener("keydown",zt(this,ro),{once:!0})};ao=new WeakMap;ro=new WeakMap;io=new WeakMap;Za.getTemplateHTML=lp;n.customElements.get("media-context-menu")||n.customElements.define("media-context-menu",Za);function dp(e){return`
    ${pt.getTemplateHTML.call(this,e)}
    <style>
        ::slotted(*) {
            color: var(--media-text-color, white);
            text-decoration: none;
            border: none;
            background: none;
            cursor: pointer;
            padding: 0;
            min-height: var(--media-control-height, 24px);
        }
    </style>
  `}var Wi=class extends pt{};Wi.shadowRootOptions={mode:"open"};Wi.getTemplateHTML=dp;n.customElements.get("media-context-menu-item")||n.customElements.define("media-context-menu-item",Wi);var up={"Start airplay":"\u5F00\u59CB AirPlay","Stop airplay":"\u505C\u6B62 AirPlay",Audio:"\u97F3\u9891",Captions:"\u5B57\u5E55","Enable captions":"\u5F00\u542F\u5B57\u5E55","Disable captions":"\u5173\u95ED\u5B57\u5E55","Start casting":"\u5F00\u59CB\u6295\u5C4F","Stop casting":"\u505C\u6B62\u6295\u5C4F","Enter fullscreen mode":"\u8FDB\u5165\u5168\u5C4F","Exit fullscreen mode":"\u9000\u51FA\u5168\u5C4F",Mute:"\u9759\u97F3",Unmute:"\u6062\u590D\u97F3\u91CF",Loop:"\u5FAA\u73AF\u64AD\u653E","Enter picture in picture mode":"\u5F00\u542F\u753B\u4E2D\u753B","Exit picture in picture mode":"\u5173\u95ED\u753B\u4E2D\u753B",Play:"\u64AD\u653E",Pause:"\u6682\u505C","Playback rate":"\u64AD\u653E\u901F\u5EA6","Playback rate {playbackRate}":"\u64AD\u653E\u901F\u5EA6\uFF1A{playbackRate}",Quality:"\u6E05\u6670\u5EA6","Seek backward":"\u5FEB\u9000","Seek forward":"\u5FEB\u8FDB",Settings:"\u8BBE\u7F6E",Auto:"\u81EA\u52A8","audio player":"\u97F3\u9891\u64AD\u653E\u5668","video player":"\u89C6\u9891\u64AD\u653E\u5668",volume:"\u97F3\u91CF",seek:"\u8DF3\u8F6C","closed captions":"\u9690\u85CF\u5F0F\u8F85\u52A9\u5B57\u5E55","current playback rate":"\u5F53\u524D\u64AD\u653E\u901F\u5EA6","playback time":"\u64AD\u653E\u65F6\u95F4","media loading":"\u5A92\u4F53\u52A0\u8F7D\u4E2D...",settings:"\u8BBE\u7F6E","audio tracks":"\u97F3\u8F68",quality:"\u6E05\u6670\u5EA6",play:"\u64AD\u653E",pause:"\u6682\u505C",mute:"\u9759\u97F3",unmute:"\u6062\u590D\u97F3\u91CF","chapter: {chapterName}":"\u7AE0\u8282: {chapterName}",live:"\u76F4\u64AD",Off:"\u5173\u95ED","start airplay":"\u5F00\u59CB AirPlay","stop airplay":"\u505C\u6B62 AirPlay","start casting":"\u5F00\u59CB\u6295\u5C4F","stop casting":"\u505C\u6B62\u6295\u5C4F","enter fullscreen mode":"\u8FDB\u5165\u5168\u5C4F","exit fullscreen mode":"\u9000\u51FA\u5168\u5C4F","enter picture in picture mode":"\u5F00\u542F\u753B\u4E2D\u753B","exit picture in picture mode":"\u5173\u95ED\u753B\u4E2D\u753B","seek to live":"\u8DF3\u8F6C\u81F3\u76F4\u64AD\u8FDB\u5EA6","playing live":"\u6B63\u5728\u76F4\u64AD\u4E2D","seek back {seekOffset} seconds":"\u5FEB\u9000 {seekOffset} \u79D2","seek forward {seekOffset} seconds":"\u5FEB\u8FDB {seekOffset} \u79D2","Network Error":"\u7F51\u7EDC\u9519\u8BEF","Decode Error":"\u89E3\u7801\u5931\u8D25","Source Not Supported":"\u4E0D\u652F\u6301\u7684\u5A92\u4F53\u6765\u6E90","Encryption Error":"\u52A0\u5BC6\u9519\u8BEF","A network error caused the media download to fail.":"\u5A92\u4F53\u4E0B\u8F7D\u5931\u8D25\uFF0C\u8BF7\u68C0\u67E5\u7F51\u7EDC\u8FDE\u63A5\u3002","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"\u5A92\u4F53\u9519\u8BEF\u5BFC\u81F4\u64AD\u653E\u4E2D\u6B62\u3002\u53EF\u80FD\u662F\u6587\u4EF6\u635F\u574F\uFF0C\u6216\u6D4F\u89C8\u5668\u4E0D\u652F\u6301\u8BE5\u683C\u5F0F\u3002","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"\u53D1\u751F\u672A\u652F\u6301\u7684\u9519\u8BEF\uFF0C\u53EF\u80FD\u662F\u670D\u52A1\u5668\u6216\u7F51\u7EDC\u6545\u969C\uFF0C\u6216\u6D4F\u89C8\u5668\u4E0D\u652F\u6301\u8BE5\u683C\u5F0F\u3002","The media is encrypted and there are no keys to decrypt it.":"\u5A92\u4F53\u5DF2\u52A0\u5BC6\uFF0C\u7F3A\u5C11\u89E3\u5BC6\u5BC6\u94A5\u3002",hour:"\u5C0F\u65F6",hours:"\u5C0F\u65F6",minute:"\u5206\u949F",minutes:"\u5206\u949F",second:"\u79D2",seconds:"\u79D2","{time} remaining":"\u5269\u4F59 {time}","{currentTime} of {totalTime}":"{currentTime} / {totalTime}","video not loaded, unknown time.":"\u89C6\u9891\u672A\u52A0\u8F7D\uFF0C\u65F6\u95F4\u672A\u77E5\u3002"};Fl("zh-CN",up);export{lo as setLanguage};
